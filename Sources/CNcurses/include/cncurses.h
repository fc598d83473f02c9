/* What the console uses of ncurses, as plain C types: curses' own header is macros that Swift cannot see and names that it should not. */
#ifndef CNCURSES_H
#define CNCURSES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* ---- Screen: one at a time, used from one thread ---- */

/* One glyph; the right half of a wide one is left out. */
typedef struct {
  uint32_t glyph;
  uint32_t attributes; /* of cn_attributes */
  int32_t pair;        /* of cn_pair */
} cn_cell;

/* Takes LC_CTYPE from the environment, or C.UTF-8 where that is not UTF-8. Returns whether the environment's own was UTF-8. */
bool cn_set_locale(void);

/* Starts ncurses for the terminal type `term`, writing what it would send to the file `output`. False for an unknown type. */
bool cn_start(const char *term, int output, int columns, int rows);
void cn_stop(void);
void cn_resize(int columns, int rows);
/* The next flush sends everything, whatever the terminal showed. */
void cn_forget(void);
void cn_put(int row, int column, const cn_cell *cells, int count);
/* `row` < 0 hides the cursor. */
void cn_cursor(int row, int column);
void cn_flush(void);
/* Sends what leaves full screen; the next flush enters it again. */
void cn_leave(void);

/* How many colours the terminal has; 0 for none. */
int cn_colors(void);
/* Whether colour numbers are 0xRRGGBB. */
bool cn_direct_color(void);
/* The pair of two colours, -1 being the terminal's own. */
int32_t cn_pair(int foreground, int background);
/* Bits: 1 bold, 2 dim, 4 underline, 8 reverse, 16 italic. */
uint32_t cn_attributes(uint32_t bits);
/* Whether the cursor can be addressed: without it nothing can be drawn. */
bool cn_addressable(void);

/* ---- Signals and crashes ---- */

/* From now on SIGWINCH, SIGTSTP, SIGCONT, SIGTERM, SIGHUP and SIGINT write their number, one byte, to `pipe`. */
void cn_watch_signals(int pipe);
void cn_unwatch_signals(void);
/* Whether one has come since this was last asked. */
bool cn_signal_came(void);
/* Stops this process as SIGTSTP would without the watch; returns once it has been continued. */
void cn_stop_self(void);

/* When the process crashes from now on: `restore` is written to `tty`, the line discipline gets the settings from before
   `cn_make_raw`, `notice` is written, and then whatever would have happened happens. Both texts are copied, at most 1,024 bytes each. */
void cn_guard(int tty, const char *restore, const char *notice);
void cn_unguard(void);

/* ---- The line discipline ---- */

/* Saves the settings of `tty`, unless they are saved already, and makes it raw: bytes as they come, no echo, no signals from keys, no output processing. */
bool cn_make_raw(int tty);
/* Back to what `cn_make_raw` found. */
void cn_make_cooked(int tty);
bool cn_window_size(int tty, int *columns, int *rows);

/* ---- Linux calls that the Glibc module lacks ---- */
int cn_memory_file(const char *name);
/* A pipe that neither blocks nor passes to children. */
bool cn_pipe(int *reader, int *writer);

#endif
