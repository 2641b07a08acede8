import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

describe('the arguments of npm start', () => {
  it('have defaults', () => {
    expect(readArguments([])).toEqual({
      help: false,
      port: -1,
      fresh: false,
      once: false,
      keys: true,
      historyDays: 15,
      mode: 'ask',
    });
  });

  it('are read', () => {
    expect(readArguments(['--port', '0', '--fresh', '--once', '--no-keys', '--history=2', '--mode', 'act'])).toEqual({
      help: false,
      port: 0,
      fresh: true,
      once: true,
      keys: false,
      historyDays: 2,
      mode: 'act',
    });
  });

  it('take the mode from the environment where none is given', () => {
    const env = { RELEASE_RISK_DEMO_MODE: 'observe' };
    expect(readArguments([], env).mode).toBe('observe');
    expect(readArguments(['--mode', 'act'], env).mode).toBe('act');
    expect(() => readArguments([], { RELEASE_RISK_DEMO_MODE: 'panic' })).toThrow('The mode is observe, ask, act');
  });

  it.each([
    [['--port', 'http'], '--port takes a whole number'],
    [['--port', '70000'], '--port takes a whole number'],
    [['--port', ''], '--port takes a whole number'],
    [['--history', '0'], '--history takes a whole number'],
    [['--history', '1.5'], '--history takes a whole number'],
    [['--mode', 'rollback'], 'The mode is observe, ask, act'],
    [['--frsh'], "Unknown option '--frsh'"],
    [['extra'], 'extra'],
  ])('are refused with what is wrong: %j', (args, why) => {
    expect(() => readArguments(args)).toThrow(why);
  });
});
