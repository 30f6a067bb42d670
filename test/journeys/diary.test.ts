import { describe, expect, it } from 'vitest';
import { useBot } from '../support/bot.ts';

const journey = useBot();
const { start } = journey;

describe('a day in English', () => {
  it('is logged in own words and added up', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    await dana.says('asleep since 11:20');
    expect(dana.last.text).toBe('💤 Asleep since 11:20.');
    await dana.says('woke up 10 minutes ago');
    expect(dana.last.text).toBe('☀️ Awake at 12:50. Slept 1 hr, 30 mins, from 11:20.');
    await dana.says('bottle 120 ml, wet diaper');
    expect(dana.last.text).toBe('🍼 Feed at 13:00: 120 ml.\n🧷 Diaper at 13:00: wet.');
    await dana.says('nursed left 9:10-9:25');
    expect(dana.last.text).toBe('🍼 Feed 9:10–9:25 (15 mins): left side.');
    await dana.says('/summary');
    expect(dana.last.text).toBe(
      [
        '📋 Today, Tue 10 March',
        '',
        '💤 Sleep: once, 1 hr, 30 mins',
        '   last 11:20–12:50',
        '🍼 Feeds: 2 · 120 ml · 15 mins of timed feeds',
        '   left 1 · right 0 · both 0',
        '   last 13:00',
        '🧷 Diapers: 1 · wet 1',
        '   last 13:00',
        '',
        'Only what was logged is counted.',
      ].join('\n'),
    );
  });

  it('is taken back by button, by command, and only by the one who wrote it', async () => {
    const chats = await start();
    const family = chats.group();
    const [dana, tom] = [family.member({ language: 'en' }), family.member({ language: 'en' })];
    await dana.says('bottle 120 ml at 12:30');
    await tom.taps('Undo');
    expect(tom.last.text).toBe('There is nothing of yours to take back.');
    await dana.taps('Undo');
    expect(dana.last.text).toBe('↩️ Taken out: 🍼 Feed at 12:30: 120 ml.');
    await dana.says('asleep since 12:00');
    await dana.says('awake');
    await dana.says('/undo');
    expect(dana.last.text).toBe('↩️ Back as before: 💤 Asleep since 12:00.');
    await dana.says('/undo');
    expect(dana.last.text).toBe('↩️ Taken out: 💤 Asleep since 12:00.');
    await dana.says('/undo');
    expect(dana.last.text).toBe('There is nothing of yours to take back.');
  });

  it('is corrected in words, by an answer to the entry, and by editing the message', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    await dana.says('bottle 120 ml at 12:30');
    const entry = dana.last;
    await dana.says('no, 150 ml not 120');
    expect(dana.last.text).toBe('✏️ Changed. 🍼 Feed at 12:30: 150 ml.');
    await dana.says('wet diaper');
    await dana.says('actually 160 ml', { replyTo: entry.messageId });
    expect(dana.last.text).toContain('160 ml');
    await dana.says('asleep since 12:40');
    await dana.edits(-1, 'asleep since 12:45');
    expect(dana.last.text).toBe('💤 Asleep since 12:45.');
    await dana.says('/last');
    expect(dana.last.text).toContain('Asleep since 12:45');
  });

  it('asks for the start of a sleep it does not know', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    await dana.says('woke up at 12:40');
    expect(dana.last.text).toContain('I have no start for the sleep that ended at 12:40');
    await dana.taps('45 mins');
    expect(dana.last.text).toBe('💤 Slept 11:55–12:40 (45 mins).');
    await dana.says('woke up at 10:00');
    await dana.says('9:15');
    expect(dana.last.text).toBe('💤 Slept 9:15–10:00 (45 mins).');
  });

  it('asks whether the baby is awake when it is fed asleep', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    await dana.says('asleep since 11:00');
    await dana.says('bottle 90 ml');
    expect(dana.last.text).toBe(
      '🍼 Feed at 13:00: 90 ml.\nThe sleep from 11:00 is still running. Did it end at 13:00?',
    );
    await dana.taps('Awake at 13:00');
    expect(dana.last.text).toBe('☀️ Awake at 13:00. Slept 2 hrs, from 11:00.');
  });

  it('means the time it was written, not the time it arrives', async () => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    await dana.says('just fell asleep', { minutesLate: 60 });
    expect(dana.last.text).toBe('💤 Asleep since 12:00.');
  });

  it('keeps one sleep when two parents tap at once', async () => {
    const chats = await start();
    const family = chats.group();
    const [dana, tom] = [family.member({ language: 'en' }), family.member({ language: 'en' })];
    await dana.says('wet diaper');
    await Promise.all([dana.says('/sleep'), tom.says('/sleep')]);
    const texts = dana.replies
      .slice(-2)
      .map(({ text }) => text)
      .sort();
    expect(texts[0]).toBe(
      '💤 Already asleep since 13:00, so I added nothing. If there was a wake-up in between, tell me when: “woke at 3pm”.',
    );
    expect(texts[1]).toBe('💤 Asleep since 13:00.');
  });
});

describe('a day in Hebrew', () => {
  it('is logged, added up and shown with isolates', async () => {
    const chats = await start({ zone: 'Asia/Jerusalem' });
    const dana = chats.private({ language: 'he' });
    await dana.says('נרדמה ב-11:20');
    expect(dana.last.text).toBe('💤 שינה מאז \u206811:20\u2069.');
    await dana.says('התעוררה לפני 10 דקות');
    expect(dana.last.text).toContain('התעוררות ב-\u206812:50\u2069');
    await dana.says('בקבוק 120 מ״ל');
    expect(dana.last.text).toContain('120');
    await dana.says('סיכום');
    expect(dana.last.text).toContain('שינה: פעם אחת');
    expect(dana.last.text).toContain('האכלות: \u20681\u2069');
  });
});

describe('what cannot be right', () => {
  it.each([
    ['an amount no baby drinks', 'bottle 999 ml', 'I understood 999 ml for one feed and logged nothing'],
    ['a sleep of 40 hours', 'slept from 40 hours ago until now', 'logged nothing'],
    ['a slip in a command', '/slep', 'Did you mean /sleep?'],
    ['no command at all', '/florp', 'I do not know that command'],
    ['5,000 characters', 'x'.repeat(5000), 'That message is too long for me: I read up to 2,000 characters'],
    ['what is still to come', 'asleep tomorrow at 8', 'I logged nothing: it has not happened yet'],
    ['what is more than a month ago', 'slept 1 January 13:00-14:00', 'logged nothing'],
    ['an end before its start', '/sleep 14:30 today until 13:00 today', 'logged nothing'],
  ])('%s', async (_name, text, expected) => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    await dana.says(text);
    expect(dana.last.text).toContain(expected);
    await dana.says('/summary');
    expect(dana.last.text).toContain('Nothing is logged for this time.');
  });

  it.each(['sticker', 'voice', 'photo'] as const)('a %s gets a clear sentence', async (what) => {
    const chats = await start();
    const dana = chats.private({ language: 'en' });
    await dana.sends(what);
    expect(dana.last.text).toContain('Please write it');
  });
});

describe('a new chat', () => {
  it('is asked for its time zone, and what it wrote before is kept', async () => {
    const chats = await start({ zone: null });
    chats.at('2026-03-10T13:00', 'Asia/Jerusalem');
    const dana = chats.private({ language: 'en' });
    await dana.says('asleep at 12:30');
    expect(dana.last.text).toContain('I kept your message');
    await dana.says('woke up at 12:50');
    await dana.says('Tel Aviv');
    expect(dana.replies.slice(-3).map(({ text }) => text)).toEqual([
      'Times are in Jerusalem now.',
      '💤 Asleep since 12:30.',
      '☀️ Awake at 12:50. Slept 20 mins, from 12:30.',
    ]);
  });

  it('is done with a kept message once it was acted upon, even if it changed nothing', async () => {
    const chats = await start({ zone: null });
    chats.at('2026-03-10T13:00', 'Asia/Jerusalem');
    const dana = chats.private({ language: 'en' });
    await dana.says('asleep at 12:30');
    await dana.edits(0, 'asleep at 12:30');
    await dana.says('Tel Aviv');
    journey.bot.requests.sql = 0;
    await dana.says('wet diaper');
    expect(journey.bot.requests.sql).toBe(2);
  });

  it('offers likely zones as buttons, and says what it does not know', async () => {
    const chats = await start({ zone: null });
    const dana = chats.private({ language: 'en' });
    await dana.says('/start');
    expect(dana.last.buttons.map(({ label }) => label)).toContain('New York');
    await dana.says('/timezone Atlantis');
    expect(dana.last.text).toContain('I do not know the place “Atlantis”');
    await dana.taps('New York');
    expect(dana.last.text).toBe('Times are in New York now.');
    await dana.says('/language');
    await dana.taps('עברית');
    expect(dana.last.text).toBe('אני מדברת איתך עברית.');
    await dana.says('/help');
    expect(dana.last.text).toContain('ספרי לי מה קרה');
  });
});

describe('a group', () => {
  it('is left to talk, and heard when it logs', async () => {
    const chats = await start();
    const dana = chats.group().member({ language: 'en' });
    for (const talk of [
      'can you put him down at 7 please',
      'what a night',
      'babe did you feed her?',
      'lol',
    ]) {
      expect(await dana.says(talk)).toEqual([]);
    }
    await dana.says('bottle 90 ml');
    expect(dana.last.text).toBe('🍼 Feed at 13:00: 90 ml.');
  });
});
