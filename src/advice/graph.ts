// The workflow of a question, loaded when the first one comes:
//   triage -> extractContext -> selectDomain -> generateResponse -> postProcess
import { END, START, StateGraph } from '@langchain/langgraph';
import type { Model } from '../model/port.ts';
import { extractContext } from './nodes/extract-context.ts';
import { generateResponse } from './nodes/generate-response.ts';
import { postProcess } from './nodes/post-process.ts';
import { selectDomainNode } from './nodes/select-domain.ts';
import { afterTriage, triageNode } from './nodes/triage.ts';
import { State } from './state.ts';
import type { Triage } from './triage/triage.ts';

/** More steps than a turn has would be a fault of the graph. */
export const recursionLimit = 8;

/** The workflow, not yet compiled: whoever compiles it chooses where threads are kept. */
export function builder({ model, triage }: { readonly model: Model; readonly triage: Triage }) {
  return new StateGraph(State)
    .addNode('triage', triageNode(triage))
    .addNode('extractContext', extractContext)
    .addNode('selectDomain', selectDomainNode)
    .addNode('generateResponse', generateResponse(model))
    .addNode('postProcess', postProcess)
    .addEdge(START, 'triage')
    .addConditionalEdges('triage', afterTriage, { help: END, extractContext: 'extractContext' })
    .addEdge('extractContext', 'selectDomain')
    .addEdge('selectDomain', 'generateResponse')
    .addEdge('generateResponse', 'postProcess')
    .addEdge('postProcess', END);
}
