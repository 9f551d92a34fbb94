#pragma once
#include <stdbool.h>
#include <stdint.h>

// ncurses (wide) behind a few functions. Its own header is no use to Swift: the screen, its size and the attributes are
// macros, get_wch and add_wch are variants by macro, and initscr ends the process where there is no terminal.
// One terminal a process; not thread-safe.

// What curses_next gives back.
enum curses_key {
    CURSES_NOTHING = 0,
    CURSES_CHARACTER,
    CURSES_UP, CURSES_DOWN, CURSES_LEFT, CURSES_RIGHT,
    CURSES_PAGE_UP, CURSES_PAGE_DOWN, CURSES_HOME, CURSES_END,
    CURSES_ENTER, CURSES_ESCAPE, CURSES_BACKSPACE,
    CURSES_RESIZE,
    CURSES_OTHER,
};

struct curses_input {
    enum curses_key key;
    // The code point, with CURSES_CHARACTER.
    uint32_t character;
};

// The colours that curses_put knows.
enum curses_colour {
    CURSES_PLAIN = 0, CURSES_MUTED, CURSES_RED, CURSES_YELLOW, CURSES_GREY, CURSES_BLUE, CURSES_GREEN,
    // White on red, for what nobody may overlook.
    CURSES_ALARM,
};

enum curses_attribute { CURSES_BOLD = 1, CURSES_REVERSED = 2, CURSES_DIM = 4 };

// Takes the terminal over. 0, or -1 where standard input or output is no terminal or its kind is unknown.
// NO_COLOR (no-color.org) is honoured.
int curses_open(void);
// Gives the terminal back as it was. May be called twice.
void curses_close(void);
int curses_rows(void);
int curses_columns(void);
// Empties the picture that is being made; nothing is drawn yet.
void curses_begin(void);
// UTF-8 text at a place of the picture.
void curses_put(int row, int column, const char *text, int attributes, enum curses_colour colour);
// Draws what differs from what the terminal shows.
void curses_show(void);
// Forgets what the terminal shows: the next curses_show draws everything.
void curses_redraw(void);
void curses_bell(void);
// The next key that was pressed; never waits.
struct curses_input curses_next(void);

// What curses_wait saw.
enum curses_ready { CURSES_KEYS = 1, CURSES_OTHER_READY = 2, CURSES_HUNG_UP = 4 };

// Waits for a key, for another descriptor (-1: none) to become readable, or for the time to pass. A signal ends it too.
int curses_wait(int other, int milliseconds);
