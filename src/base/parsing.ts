// Sets zod up before any schema is made; app.ts imports it first.
import { z } from 'zod';

// Compiling every schema at its first use takes longer than a cold instance ever saves by it.
z.config({ jitless: true });
