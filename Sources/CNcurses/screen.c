#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#define NCURSES_WIDECHAR 1
#include "cncurses.h"
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <ncursesw/curses.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

static SCREEN *screen;
static FILE *output_file;
static FILE *input_file;

bool cn_set_locale(void) {
  bool asked = setlocale(LC_CTYPE, "") != NULL && strcmp(nl_langinfo(CODESET), "UTF-8") == 0;
  if (!asked) setlocale(LC_CTYPE, "C.UTF-8");
  return asked;
}

/* The margins that lines are moved within. ncurses sets them to the size that it starts with, terminfo's 24 rows, and leaves them so;
   another program may have left its own. Setting them moves the cursor: to be followed by a clearing of the screen. */
static void set_margins(void) {
  const char *capability = tigetstr("csr");
  if (isendwin() || !capability || capability == (char *)-1) return;
  const char *sequence = tiparm(capability, 0, LINES - 1);
  if (!sequence) return;
  fputs(sequence, output_file);
  fflush(output_file);
}

bool cn_start(const char *term, int output, int columns, int rows) {
  int copy = fcntl(output, F_DUPFD_CLOEXEC, 3);
  if (copy < 0) return false;
  output_file = fdopen(copy, "w");
  input_file = fopen("/dev/null", "re");
  use_env(FALSE);
  screen = output_file && input_file ? newterm(term, output_file, input_file) : NULL;
  if (!screen) {
    if (output_file) fclose(output_file);
    else close(copy);
    if (input_file) fclose(input_file);
    output_file = input_file = NULL;
    return false;
  }
  typeahead(-1);
  raw();
  noecho();
  nonl();
  leaveok(newscr, FALSE);
  scrollok(newscr, FALSE);
  idlok(newscr, FALSE);
  if (has_colors()) {
    start_color();
    use_default_colors();
  }
  resize_term(rows, columns);
  /* What ncurses opens the screen with, its margins among it. */
  doupdate();
  cn_forget();
  return true;
}

void cn_stop(void) {
  if (!screen) return;
  if (!isendwin()) endwin();
  fflush(output_file);
  delscreen(screen);
  fclose(output_file);
  fclose(input_file);
  screen = NULL;
  output_file = input_file = NULL;
}

void cn_resize(int columns, int rows) { resize_term(rows, columns); }

void cn_forget(void) {
  set_margins();
  clearok(curscr, TRUE);
}

/* What setcchar makes of a blank, by attributes and pair; only the glyph differs between cells of a style. */
static bool make_cell(cchar_t *cell, cn_cell from) {
  static cchar_t blank;
  static uint32_t attributes;
  static int32_t pair = -1;
  if (pair < 0 || pair != from.pair || attributes != from.attributes) {
    int wide_pair = from.pair;
    if (setcchar(&blank, L" ", (attr_t)from.attributes, (short)(from.pair < 256 ? from.pair : 0), &wide_pair) == ERR) return false;
    attributes = from.attributes;
    pair = from.pair;
  }
  *cell = blank;
  /* What setcchar would refuse is a blank. */
  if (from.glyph >= 0x20 && from.glyph != 0x7f) cell->chars[0] = (wchar_t)from.glyph;
  return true;
}

void cn_put(int row, int column, const cn_cell *cells, int count) {
  cchar_t line[512];
  int filled = 0, start = column;
  for (int i = 0; i < count; i++) {
    if (!make_cell(&line[filled], cells[i])) return;
    filled++;
    if (filled == 512 && i + 1 < count) {
      /* Wide glyphs make columns and cells differ: continue where the cursor of the write would stand. */
      mvwadd_wchnstr(newscr, row, start, line, filled);
      for (int j = filled; j > 0; j--) {
        int width = wcwidth((wchar_t)cells[i + 1 - j].glyph);
        start += width > 1 ? width : 1;
      }
      filled = 0;
    }
  }
  if (filled) mvwadd_wchnstr(newscr, row, start, line, filled);
}

void cn_cursor(int row, int column) {
  /* Where a hidden cursor is left makes no difference: bringing it back would cost bytes. */
  leaveok(newscr, row < 0);
  curs_set(row >= 0);
  if (row < 0) return;
  wmove(newscr, row, column);
}

void cn_flush(void) {
  doupdate();
  fflush(output_file);
}

void cn_leave(void) {
  endwin();
  fflush(output_file);
}

int cn_colors(void) { return has_colors() ? COLORS : 0; }

bool cn_direct_color(void) { return COLORS > 256 && (tigetflag("RGB") > 0 || tigetnum("RGB") > 0 || COLORS >= 0x1000000); }

int32_t cn_pair(int foreground, int background) {
  if (!has_colors() || (foreground < 0 && background < 0)) return 0;
  int pair = alloc_pair(foreground, background);
  return pair < 0 ? 0 : pair;
}

uint32_t cn_attributes(uint32_t bits) {
  attr_t attributes = 0;
  if (bits & 1) attributes |= A_BOLD;
  if (bits & 2) attributes |= A_DIM;
  if (bits & 4) attributes |= A_UNDERLINE;
  if (bits & 8) attributes |= A_REVERSE;
  if (bits & 16) attributes |= A_ITALIC;
  return (uint32_t)attributes;
}

bool cn_addressable(void) { 
  const char *address = tigetstr("cup");
  return address != NULL && address != (char *)-1;
 }

int cn_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

bool cn_pipe(int *reader, int *writer) {
  int ends[2];
  if (pipe2(ends, O_NONBLOCK | O_CLOEXEC) != 0) return false;
  *reader = ends[0];
  *writer = ends[1];
  return true;
}
