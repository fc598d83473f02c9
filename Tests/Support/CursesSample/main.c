// Draws seeded nonsense through ncurses, then writes what ncurses believes the screen to show into a file:
// the reference that the terminal emulator is compared with.
//
// Usage: CursesSample SEED FRAMES FILE. Each row of the file is `text TAB attributes`: one letter a cell.
#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#include <locale.h>
#include <ncursesw/curses.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <wchar.h>

static uint64_t state;

// SplitMix64.
static unsigned below(unsigned limit) {
    uint64_t z = (state += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (unsigned)((z ^ (z >> 31)) % limit);
}

static const wchar_t *const words[] = {
    L"assigner", L"Saint-Rémi", L"aaaaaaaaaaaaaaaaaaaaaaaaa", L"━━━━━━━━━━━━━━", L"            ", L"漢字かな", L"x", L"e\u0301te\u0301", L"7 h 40 / 8 h",
    L"⠿⣿⡇⠙", L"👥 12", L"────────────────────────────────────────",
};

static void scribble(void) {
    static const attr_t looks[] = {A_NORMAL, A_BOLD, A_REVERSE, A_UNDERLINE, A_DIM, A_BOLD | A_REVERSE};
    switch (below(12)) {
    case 0: move((int)below((unsigned)LINES), (int)below((unsigned)COLS)), clrtoeol(); break;
    case 1: move((int)below((unsigned)LINES), (int)below((unsigned)COLS)), clrtobot(); break;
    case 2: move((int)below((unsigned)LINES), 0), insertln(); break;
    case 3: move((int)below((unsigned)LINES), 0), deleteln(); break;
    case 4: move((int)below((unsigned)LINES), (int)below((unsigned)COLS)), insch('i'); break;
    case 5: move((int)below((unsigned)LINES), (int)below((unsigned)COLS)), delch(); break;
    case 6: scrl((int)below(5) - 2); break;
    case 7: mvhline((int)below((unsigned)LINES), (int)below((unsigned)COLS), ACS_HLINE, (int)below(30)); break;
    default:
        attrset(looks[below(6)] | (attr_t)COLOR_PAIR(below(40)));
        mvaddwstr((int)below((unsigned)LINES), (int)below((unsigned)COLS), words[below(sizeof words / sizeof *words)]);
        attrset(A_NORMAL);
    }
}

// Bold, reverse, underline and dim as bits of a letter from '@'.
static char letter(attr_t attributes) {
    return (char)('@' + !!(attributes & A_BOLD) + 2 * !!(attributes & A_REVERSE) + 4 * !!(attributes & A_UNDERLINE)
                  + 8 * !!(attributes & A_DIM));
}

static int record(const char *path) {
    FILE *file = fopen(path, "w");
    if (!file) return 1;
    for (int row = 0; row < LINES; row++) {
        cchar_t cell;
        for (int column = 0; column < COLS;) {
            wchar_t text[CCHARW_MAX + 1] = {0};
            attr_t attributes;
            short pair;
            mvwin_wch(curscr, row, column, &cell);
            getcchar(&cell, text, &attributes, &pair, NULL);
            // The only line-drawing glyph in use; ncurses keeps it as its letter.
            if (attributes & A_ALTCHARSET) text[0] = L'─';
            short ink = -1, paper = -1;
            pair_content(pair, &ink, &paper);
            int columns = wcwidth(text[0]);
            fprintf(file, "%ls|%c|%d|%d\n", text, letter(attributes), pair ? ink : -1, pair ? paper : -1);
            column += columns > 1 ? columns : 1;
        }
        fputs("=\n", file);
    }
    return fclose(file);
}

int main(int count, char **arguments) {
    if (count != 4) return 2;
    state = strtoull(arguments[1], NULL, 10);
    setlocale(LC_CTYPE, "");
    SCREEN *screen = newterm(NULL, stdout, stdin);
    if (!screen) return 3;
    start_color();
    use_default_colors();
    for (short pair = 1; pair < 40; pair++) init_pair(pair, (short)(below(257) - 1), (short)(below(257) - 1));
    scrollok(stdscr, TRUE);
    idlok(stdscr, TRUE);
    idcok(stdscr, TRUE);
    raw();
    noecho();
    int frames = atoi(arguments[2]);
    for (int frame = 0; frame < frames; frame++) {
        for (unsigned strokes = below(20); strokes > 0; strokes--) scribble();
        refresh();
    }
    // The mark of the end, on which the test reads the screen.
    mvaddstr(0, 0, "done");
    refresh();
    int failed = record(arguments[3]);
    getch();
    endwin();
    return failed;
}
