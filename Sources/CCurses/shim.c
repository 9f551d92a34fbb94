#define _XOPEN_SOURCE_EXTENDED 1
#define _GNU_SOURCE
#define NCURSES_WIDECHAR 1
#include "CCurses.h"

#include <langinfo.h>
#include <locale.h>
#include <ncurses.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static bool is_open = false;
static bool has_colours = false;

static void make_colours(void) {
    const char *refused = getenv("NO_COLOR");
    if ((refused != NULL && *refused != '\0') || !has_colors() || start_color() == ERR) return;
    has_colours = true;
    // The terminal's own background, where it can; else black.
    short background = use_default_colors() == OK ? -1 : COLOR_BLACK;
    bool many = COLORS >= 256;
    init_pair(CURSES_MUTED, many ? 245 : COLOR_WHITE, background);
    init_pair(CURSES_RED, many ? 203 : COLOR_RED, background);
    init_pair(CURSES_YELLOW, many ? 220 : COLOR_YELLOW, background);
    init_pair(CURSES_GREY, many ? 250 : COLOR_WHITE, background);
    init_pair(CURSES_BLUE, many ? 75 : COLOR_BLUE, background);
    init_pair(CURSES_GREEN, many ? 77 : COLOR_GREEN, background);
    init_pair(CURSES_ALARM, many ? 231 : COLOR_WHITE, many ? 160 : COLOR_RED);
}

int curses_open(void) {
    if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) return -1;
    // Shapes and umlauts need UTF-8; over SSH or from a service the locale is often missing.
    if (setlocale(LC_ALL, "") == NULL || strcmp(nl_langinfo(CODESET), "UTF-8") != 0) setlocale(LC_CTYPE, "C.UTF-8");
    set_escdelay(25);
    if (newterm(NULL, stdout, stdin) == NULL) return -1;
    is_open = true;
    cbreak();
    noecho();
    nonl();
    keypad(stdscr, TRUE);
    nodelay(stdscr, TRUE);
    leaveok(stdscr, TRUE);
    curs_set(0);
    make_colours();
    return 0;
}

void curses_close(void) {
    if (!is_open) return;
    is_open = false;
    endwin();
}

int curses_rows(void) { return getmaxy(stdscr); }
int curses_columns(void) { return getmaxx(stdscr); }
void curses_begin(void) { werase(stdscr); }
void curses_show(void) { wrefresh(stdscr); }
void curses_redraw(void) { clearok(stdscr, TRUE); }
void curses_bell(void) { beep(); }

void curses_put(int row, int column, const char *text, int attributes, enum curses_colour colour) {
    attr_t wanted = A_NORMAL;
    if (attributes & CURSES_BOLD) wanted |= A_BOLD;
    if (attributes & CURSES_DIM) wanted |= A_DIM;
    bool reversed = attributes & CURSES_REVERSED;
    if (reversed && colour == CURSES_RED && has_colours) {
        colour = CURSES_ALARM;
        reversed = false;
    }
    if (reversed) wanted |= A_REVERSE;
    wattr_set(stdscr, wanted, has_colours ? (short)colour : 0, NULL);
    mvwaddstr(stdscr, row, column, text);
    wattr_set(stdscr, A_NORMAL, 0, NULL);
}

static enum curses_key function_key(wint_t code) {
    switch (code) {
    case KEY_UP: return CURSES_UP;
    case KEY_DOWN: return CURSES_DOWN;
    case KEY_LEFT: return CURSES_LEFT;
    case KEY_RIGHT: return CURSES_RIGHT;
    case KEY_PPAGE: return CURSES_PAGE_UP;
    case KEY_NPAGE: return CURSES_PAGE_DOWN;
    case KEY_HOME: return CURSES_HOME;
    case KEY_END: return CURSES_END;
    case KEY_ENTER: return CURSES_ENTER;
    case KEY_BACKSPACE: return CURSES_BACKSPACE;
    case KEY_RESIZE: return CURSES_RESIZE;
    default: return CURSES_OTHER;
    }
}

struct curses_input curses_next(void) {
    wint_t code = 0;
    struct curses_input input = {CURSES_NOTHING, 0};
    switch (wget_wch(stdscr, &code)) {
    case KEY_CODE_YES:
        input.key = function_key(code);
        break;
    case OK:
        switch (code) {
        case '\r': case '\n': input.key = CURSES_ENTER; break;
        case 27: input.key = CURSES_ESCAPE; break;
        case 8: case 127: input.key = CURSES_BACKSPACE; break;
        default:
            input.key = code < 32 ? CURSES_OTHER : CURSES_CHARACTER;
            input.character = (uint32_t)code;
        }
        break;
    default:
        break;
    }
    return input;
}

int curses_wait(int other, int milliseconds) {
    struct pollfd watched[2] = {{STDIN_FILENO, POLLIN, 0}, {other, POLLIN, 0}};
    int result = 0;
    if (poll(watched, other < 0 ? 1 : 2, milliseconds) <= 0) return 0;
    if (watched[0].revents & POLLIN) result |= CURSES_KEYS;
    if (watched[0].revents & (POLLHUP | POLLERR | POLLNVAL)) result |= CURSES_HUNG_UP;
    if (watched[1].revents) result |= CURSES_OTHER_READY;
    return result;
}
