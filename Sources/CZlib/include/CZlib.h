#ifndef GIGAFIBRE_CZLIB_H
#define GIGAFIBRE_CZLIB_H

// zlib's initialisers are macros, which Swift cannot call. No logic: every function here is one call.

#include <zlib.h>

#pragma clang assume_nonnull begin

// The window of 32 KiB, with gzip's head and tail around what is written.
static inline int czlib_begin_gzip(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

// Reads gzip and zlib alike.
static inline int czlib_begin_inflate(z_stream *stream) { return inflateInit2(stream, 15 + 32); }

static inline int czlib_begin_gunzip(z_stream *stream) { return inflateInit2(stream, 15 + 16); }

#pragma clang assume_nonnull end

#endif
