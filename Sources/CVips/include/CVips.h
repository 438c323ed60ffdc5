/// The few calls of libvips that reading and writing pictures takes.
///
/// libvips is loaded when the first picture is read, not when the program starts: it brings a
/// hundred libraries along, and most commands need none of them.
#ifndef CVIPS_H
#define CVIPS_H

#include <stddef.h>

typedef enum {
  CVIPS_OK = 0,
  /// libvips is not installed, or too old.
  CVIPS_MISSING,
  /// The bytes are damaged, end too early, or hold what cannot be shown.
  CVIPS_DAMAGED,
  /// There are more pixels than the limits allow.
  CVIPS_TOO_LARGE,
  /// Pixels have neither 8 nor 16 bits a channel.
  CVIPS_DEPTH,
  /// The file has fewer pages or frames.
  CVIPS_PAGE,
} CVipsStatus;

/// The largest pictures that are decoded, by what their headers say.
typedef struct {
  /// Pixels of one whose decoder hands it over row by row, so that little of it is in memory at a time.
  size_t streamed;
  /// Pixels of any other.
  size_t whole;
  /// Pixels of which others may be decoded at the same time.
  size_t beside;
  /// The longest side; larger pictures are shrunk to it.
  int side;
  /// The page or frame to decode, from 0.
  int page;
} CVipsLimits;

/// The formats whose decoders were made for files from anywhere.
typedef enum {
  CVIPS_PNG, CVIPS_JPEG, CVIPS_WEBP, CVIPS_TIFF, CVIPS_GIF, CVIPS_HEIF
} CVipsFormat;

/// Grey (1), red, green, blue (3), each also with opacity (2 and 4): one byte each, row by row.
typedef struct {
  unsigned char *bytes;
  int width;
  int height;
  int bands;
  /// The longer side of the picture in the file, before it was shrunk.
  int longest;
  /// Pages or frames of the file, of which this is the first; 0 where that is not known.
  int pages;
  /// Degrees clockwise by which the file's tag turned the picture; 0 also where that is not known.
  int turn;
  /// Bits that the brightness of a picture with 16 bits a channel really has: 9 to 16; 8 for any other.
  int bits;
} CVipsPixels;

/// Loads libvips and forbids loaders that were not made for files from anywhere.
CVipsStatus cvips_start(void);

/// Why a library that is there could not be loaded; NULL where there is none, or one that is too old.
const char *cvips_problem(void);

/// Waits until no other thread is at a picture that may need much memory; may be called again before the end.
void cvips_begin_large(void);
void cvips_end_large(void);

/// Decodes upright, in sRGB or grey, shrunk so that no side exceeds the limit.
///
/// `pixels->bytes` are freed by `cvips_free`. Of pictures that are too large, `pixels` has the sizes only.
CVipsStatus cvips_decode(
    const void *bytes, size_t count, CVipsFormat format, const CVipsLimits *limits,
    CVipsPixels *pixels);

/// Pixels as a file of the format that `suffix` names, such as `.png` or `.jpg[Q=80]`.
///
/// `*bytes` are freed by `cvips_free`.
CVipsStatus cvips_encode(
    const CVipsPixels *pixels, const char *suffix, void **bytes, size_t *count);

/// Draws the text of an SVG drawing of the program's own.
///
/// `pixels->bytes` are freed by `cvips_free`.
CVipsStatus cvips_draw(const void *svg, size_t count, double scale, CVipsPixels *pixels);

void cvips_free(void *bytes);

#endif
