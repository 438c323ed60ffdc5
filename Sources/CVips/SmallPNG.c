#include "SmallPNG.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

// The simplified interface of libpng 1.6, which libvips itself reads PNG files with: a picture of data sets is read
// in a tenth of the time that a pipeline of libvips takes to be set up.

/// `png_image` of png.h, whose layout is part of libpng's binary interface.
typedef struct {
  void *opaque;
  uint32_t version, width, height, format, flags, colormap_entries, warning_or_error;
  char message[64];
} PNGImage;

enum { version = 1, format_alpha = 1, format_colour = 2, format_known = 3, is_error = 2 };

static int (*begin)(PNGImage *, const void *, size_t);
static int (*finish)(PNGImage *, const void *, void *, int32_t, void *);
static void (*release)(PNGImage *);

static pthread_once_t once = PTHREAD_ONCE_INIT;
static int is_there = 0;

static void start(void) {
  void *library = dlopen("libpng16.so.16", RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  const struct { void *place; const char *name; } functions[] = {
      {&begin, "png_image_begin_read_from_memory"},
      {&finish, "png_image_finish_read"},
      {&release, "png_image_free"},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    void *function = dlsym(library, functions[i].name);
    if (!function) return;
    memcpy(functions[i].place, &function, sizeof function);
  }
  is_there = 1;
}

static uint32_t word(const unsigned char *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/// Whether a file has 8 bits a channel at most and nothing before its pixels that changes colours or turns it.
static int is_plain(const unsigned char *bytes, size_t count) {
  static const char *const known[] = {"IHDR", "PLTE", "tRNS", "pHYs", "tEXt", "tIME", "sBIT", "bKGD"};
  if (count < 33 || memcmp(bytes + 12, "IHDR", 4) || bytes[24] > 8) return 0;
  for (size_t place = 8; place + 12 <= count;) {
    if (!memcmp(bytes + place + 4, "IDAT", 4)) return 1;
    int is_known = 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
      is_known |= !memcmp(bytes + place + 4, known[i], 4);
    size_t length = word(bytes + place);
    if (!is_known || length > count - place - 12) return 0;
    place += 12 + length;
  }
  return 0;
}

int small_png_decode(const void *bytes, size_t count, int side, CVipsPixels *pixels) {
  if (!is_plain(bytes, count)) return 0;
  const unsigned char *header = bytes;
  uint32_t width = word(header + 16), height = word(header + 20);
  if (width < 1 || height < 1 || width > (uint32_t)side || height > (uint32_t)side) return 0;
  pthread_once(&once, start);
  if (!is_there) return 0;
  PNGImage image = {.version = version};
  if (!begin(&image, bytes, count)) {
    release(&image);
    return 0;
  }
  image.format &= format_known;
  int bands = (image.format & format_colour ? 3 : 1) + (image.format & format_alpha ? 1 : 0);
  unsigned char *buffer = malloc((size_t)image.width * image.height * (size_t)bands);
  if (!buffer || !finish(&image, NULL, buffer, 0, NULL) || image.warning_or_error & is_error) {
    release(&image);
    free(buffer);
    return 0;
  }
  *pixels = (CVipsPixels){buffer, (int)image.width, (int)image.height, bands};
  return 1;
}
