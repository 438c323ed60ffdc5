#include "CVips.h"
#include "SmallPNG.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

// libvips' binary interface has been stable under this number since version 8.0.
static const char *const libraries[] = {
#if defined(__APPLE__)
    "libvips.42.dylib", "/opt/homebrew/lib/libvips.42.dylib", "/usr/local/lib/libvips.42.dylib"
#else
    "libvips.so.42"
#endif
};

typedef struct VipsImage VipsImage;

// Values of libvips' enumerations, which are part of its binary interface.
enum {
  format_uchar = 0, format_ushort = 2, interpretation_grey = 1, interpretation_srgb = 22,
  interpretation_rgb16 = 25, interpretation_grey16 = 26, size_down = 2,
  access_sequential = 1, fail_on_truncated = 1,
};

static struct {
  int (*init)(const char *);
  void (*block_untrusted)(int);
  void (*concurrency)(int);
  void (*cache_max)(int);
  void (*error_clear)(void);
  void (*free)(void *);
  void (*unref)(void *);
  // By the number of the format.
  int (*load[6])(void *, size_t, VipsImage **, ...);
  VipsImage *(*from_memory_copy)(const void *, size_t, int, int, int, int);
  int (*thumbnail)(const void *, size_t, VipsImage **, int, ...);
  int (*autorot)(VipsImage *, VipsImage **, ...);
  int (*colourspace)(VipsImage *, VipsImage **, int, ...);
  int (*icc_transform)(VipsImage *, VipsImage **, const char *, ...);
  int (*cast)(VipsImage *, VipsImage **, int, ...);
  int (*extract)(VipsImage *, VipsImage **, int, ...);
  int (*svgload)(void *, size_t, VipsImage **, ...);
  void (*block)(const char *, int);
  int (*write_to_buffer)(VipsImage *, const char *, void **, size_t *, ...);
  void *(*write_to_memory)(VipsImage *, size_t *);
  int (*width)(const VipsImage *);
  int (*height)(const VipsImage *);
  int (*bands)(const VipsImage *);
  int (*hasalpha)(VipsImage *);
  int (*interpretation)(const VipsImage *);
  int (*format)(const VipsImage *);
  size_t (*field)(const VipsImage *, const char *);
  // Since version 8.8; NULL before.
  int (*pages)(VipsImage *);
  // Since version 8.10; NULL before.
  int (*orientation)(VipsImage *);
} vips;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static CVipsStatus started = CVIPS_MISSING;
static char problem[256];

const char *cvips_problem(void) { return *problem ? problem : NULL; }

/// Drops libvips' own warnings: they name no file, and what matters comes back as a status.
static void drop(const char *domain, int level, const char *message, void *data) {
  (void)domain, (void)level, (void)message, (void)data;
}

/// Whether the reason of `dlopen` is that there is no such library, and not that it or one that it needs cannot be
/// loaded.
static int is_absent(const char *library, const char *reason) {
#if defined(__APPLE__)
  (void)reason;
  return access(library, F_OK) != 0;
#else
  return strstr(reason, library) && strstr(reason, "No such file") && !strstr(reason, "needed by");
#endif
}

/// The address space that libvips needs with all its libraries and a picture. Some of these libraries crash if memory
/// runs out while they are loaded.
static const rlim_t least_space = (rlim_t)384 << 20;

static void start(void) {
  struct rlimit space;
  if (!getrlimit(RLIMIT_AS, &space) && space.rlim_cur < least_space) {
    snprintf(
        problem, sizeof problem, "the limit of address space is %llu MB, below %llu MB",
        (unsigned long long)(space.rlim_cur >> 20), (unsigned long long)(least_space >> 20));
    return;
  }
  void *library = NULL;
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries && !library; i++) {
    library = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL);
    const char *reason = library ? NULL : dlerror();
    if (reason && !*problem && !is_absent(libraries[i], reason))
      snprintf(problem, sizeof problem, "%s", reason);
  }
  if (!library) return;
  *problem = 0;
  const struct { void *place; const char *name; } functions[] = {
      {&vips.init, "vips_init"},
      {&vips.block_untrusted, "vips_block_untrusted_set"},
      {&vips.concurrency, "vips_concurrency_set"},
      {&vips.cache_max, "vips_cache_set_max"},
      {&vips.error_clear, "vips_error_clear"},
      {&vips.free, "g_free"},
      {&vips.unref, "g_object_unref"},
      {&vips.load[CVIPS_PNG], "vips_pngload_buffer"},
      {&vips.load[CVIPS_JPEG], "vips_jpegload_buffer"},
      {&vips.load[CVIPS_WEBP], "vips_webpload_buffer"},
      {&vips.load[CVIPS_TIFF], "vips_tiffload_buffer"},
      {&vips.load[CVIPS_GIF], "vips_gifload_buffer"},
      {&vips.load[CVIPS_HEIF], "vips_heifload_buffer"},
      {&vips.from_memory_copy, "vips_image_new_from_memory_copy"},
      {&vips.thumbnail, "vips_thumbnail_buffer"},
      {&vips.autorot, "vips_autorot"},
      {&vips.colourspace, "vips_colourspace"},
      {&vips.icc_transform, "vips_icc_transform"},
      {&vips.cast, "vips_cast"},
      {&vips.extract, "vips_extract_band"},
      {&vips.svgload, "vips_svgload_buffer"},
      {&vips.block, "vips_operation_block_set"},
      {&vips.write_to_buffer, "vips_image_write_to_buffer"},
      {&vips.write_to_memory, "vips_image_write_to_memory"},
      {&vips.width, "vips_image_get_width"},
      {&vips.height, "vips_image_get_height"},
      {&vips.bands, "vips_image_get_bands"},
      {&vips.hasalpha, "vips_image_hasalpha"},
      {&vips.interpretation, "vips_image_get_interpretation"},
      {&vips.format, "vips_image_get_format"},
      {&vips.field, "vips_image_get_typeof"},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    void *function = dlsym(library, functions[i].name);
    if (!function) return;
    memcpy(functions[i].place, &function, sizeof function);
  }
  unsigned (*set_handler)(
      const char *, int, void (*)(const char *, int, const char *, void *), void *) = NULL;
  void *handler = dlsym(library, "g_log_set_handler");
  memcpy(&set_handler, &handler, sizeof handler);
  enum { warnings = 1 << 4 };
  if (set_handler) set_handler("VIPS", warnings, drop, NULL);
  void *pages = dlsym(library, "vips_image_get_n_pages");
  memcpy(&vips.pages, &pages, sizeof pages);
  void *orientation = dlsym(library, "vips_image_get_orientation");
  memcpy(&vips.orientation, &orientation, sizeof orientation);
  if (vips.init("lenet")) {
    snprintf(problem, sizeof problem, "it does not start");
    return;
  }
  vips.block_untrusted(1);
  // Files are read side by side, each by one thread, and none is read twice.
  vips.concurrency(1);
  vips.cache_max(0);
  started = CVIPS_OK;
}

CVipsStatus cvips_start(void) {
  pthread_once(&once, start);
  return started;
}

static CVipsStatus failed(CVipsStatus status) {
  vips.error_clear();
  return status;
}

/// Replaces `*image` by what a step made of it; gives whether the step succeeded.
static int replaced(VipsImage **image, VipsImage **next, int result) {
  vips.unref(*image);
  *image = result ? NULL : *next;
  return result == 0;
}

static CVipsStatus taken(VipsImage *image, CVipsPixels *pixels) {
  size_t count = 0;
  pixels->width = vips.width(image);
  pixels->height = vips.height(image);
  pixels->bands = vips.bands(image);
  pixels->bytes = vips.write_to_memory(image, &count);
  vips.unref(image);
  return pixels->bytes ? CVIPS_OK : failed(CVIPS_DAMAGED);
}

/// Pixels of 16 bits as 8, of which fewer are used by cameras and scanners of 10, 12 or 14 bits: then the brightest one
/// tells how many. The image is released; NULL if memory runs out.
static VipsImage *eight_bits(VipsImage *image, CVipsPixels *pixels) {
  size_t count = 0;
  int width = vips.width(image), height = vips.height(image), bands = vips.bands(image);
  int colours = bands - vips.hasalpha(image);
  unsigned short *values = vips.write_to_memory(image, &count);
  vips.unref(image);
  if (!values) return NULL;
  count /= sizeof *values;
  unsigned brightest = 0;
  for (size_t i = 0; i < count; i++) {
    if (i % bands < (size_t)colours && values[i] > brightest) brightest = values[i];
  }
  // A picture of more than 14 bits may be dark; no device has an odd number.
  int bits = 8;
  while (bits < 16 && brightest >> bits) bits += 2;
  unsigned char *bytes = (unsigned char *)values;
  for (size_t i = 0; i < count; i++) {
    int is_colour = i % bands < (size_t)colours;
    bytes[i] = values[i] >> (is_colour ? bits - 8 : 8);
  }
  pixels->bits = bits;
  VipsImage *narrow = vips.from_memory_copy(bytes, count, width, height, bands, format_uchar);
  vips.free(values);
  return narrow;
}

/// The image as bytes of grey or sRGB with or without opacity; the image is released.
static CVipsStatus normalized(VipsImage *image, int is_thumbnail, CVipsPixels *pixels) {
  VipsImage *next = NULL;
  // Each step costs more than the pixels of a small picture: only those that change something are taken.
  int format = vips.format(image);
  if (format != format_uchar && format != format_ushort) {
    vips.unref(image);
    return CVIPS_DEPTH;
  }
  // A thumbnail has seen to it.
  if (!is_thumbnail && vips.field(image, "icc-profile-data")) {
    // A profile that cannot be used is left out, as viewers do.
    if (vips.icc_transform(image, &next, "srgb", NULL)) {
      vips.error_clear();
    } else {
      vips.unref(image);
      image = next;
    }
  }
  int has_alpha = vips.hasalpha(image);
  int is_colour = vips.bands(image) - has_alpha >= 3;
  int space = is_colour ? interpretation_srgb : interpretation_grey;
  int kind = vips.interpretation(image);
  int bands = vips.bands(image) - has_alpha;
  pixels->bits = 8;
  if (format == format_ushort && vips.format(image) == format_ushort && (bands == 1 || bands == 3)
      && (kind == interpretation_grey16 || kind == interpretation_rgb16)) {
    image = eight_bits(image, pixels);
    if (!image) return failed(CVIPS_DAMAGED);
    return taken(image, pixels);
  }
  if (vips.interpretation(image) != space
      && !replaced(&image, &next, vips.colourspace(image, &next, space, NULL)))
    return failed(CVIPS_DAMAGED);
  if (vips.format(image) != format_uchar
      && !replaced(&image, &next, vips.cast(image, &next, format_uchar, NULL)))
    return failed(CVIPS_DAMAGED);
  int kept = (is_colour ? 3 : 1) + (has_alpha ? 1 : 0);
  if (vips.bands(image) < kept) {
    vips.unref(image);
    return failed(CVIPS_DAMAGED);
  }
  if (vips.bands(image) > kept
      && !replaced(&image, &next, vips.extract(image, &next, 0, "n", kept, NULL)))
    return failed(CVIPS_DAMAGED);
  return taken(image, pixels);
}

/// The file as an image whose pixels are still to be decoded, or NULL.
static VipsImage *opened(
    const void *bytes, size_t count, CVipsFormat format, int access, int page) {
  VipsImage *image = NULL;
  // Only formats of several pages take a page.
  int result = vips.load[format](
      (void *)bytes, count, &image, "access", access, "fail_on", fail_on_truncated,
      page ? "page" : NULL, page, NULL);
  return result ? NULL : image;
}

/// Held while a picture is read that may need much memory, so that only one is at a time.
static pthread_mutex_t large;
static pthread_once_t large_once = PTHREAD_ONCE_INIT;

static void make_large(void) {
  pthread_mutexattr_t attributes;
  pthread_mutexattr_init(&attributes);
  pthread_mutexattr_settype(&attributes, PTHREAD_MUTEX_RECURSIVE);
  pthread_mutex_init(&large, &attributes);
  pthread_mutexattr_destroy(&attributes);
}

void cvips_begin_large(void) {
  pthread_once(&large_once, make_large);
  pthread_mutex_lock(&large);
}

void cvips_end_large(void) { pthread_mutex_unlock(&large); }

static CVipsStatus decoded(
    VipsImage *image, const void *bytes, size_t count, CVipsFormat format, int longest, int page,
    CVipsPixels *pixels) {
  int is_small = pixels->width <= longest && pixels->height <= longest;
  int is_turned = vips.field(image, "orientation") != 0;
  if (is_small && !is_turned) return normalized(image, 0, pixels);
  vips.unref(image);
  image = NULL;
  if (is_small) {
    // To be turned, a picture has to be in memory as a whole.
    VipsImage *turned = NULL;
    image = opened(bytes, count, format, 0, page);
    if (!image || !replaced(&image, &turned, vips.autorot(image, &turned, NULL)))
      return failed(CVIPS_DAMAGED);
    return normalized(image, 0, pixels);
  }
  // Options of the loader are heeded in the option string only.
  char options[64];
  snprintf(options, sizeof options, page ? "[fail_on=truncated,page=%d]" : "[fail_on=truncated]", page);
  if (vips.thumbnail(
          bytes, count, &image, longest, "height", longest, "size", size_down,
          "option_string", options, NULL))
    return failed(CVIPS_DAMAGED);
  return normalized(image, 1, pixels);
}

CVipsStatus cvips_decode(
    const void *bytes, size_t count, CVipsFormat format, const CVipsLimits *limits,
    CVipsPixels *pixels) {
  if (cvips_start() != CVIPS_OK) return CVIPS_MISSING;
  // GLib's memory comes from malloc too, since version 2.46.
  if (format == CVIPS_PNG && !limits->page && small_png_decode(bytes, count, limits->side, pixels)) {
    pixels->longest = pixels->width > pixels->height ? pixels->width : pixels->height;
    return CVIPS_OK;
  }
  VipsImage *image = opened(bytes, count, format, access_sequential, 0);
  if (!image) return failed(CVIPS_DAMAGED);
  int page = limits->page;
  if (page) {
    int pages = vips.pages ? vips.pages(image) : 1;
    vips.unref(image);
    pixels->pages = pages;
    if (page >= pages) return CVIPS_PAGE;
    image = opened(bytes, count, format, access_sequential, page);
    if (!image) return failed(CVIPS_DAMAGED);
  }
  int width = pixels->width = vips.width(image);
  int height = pixels->height = vips.height(image);
  pixels->longest = width > height ? width : height;
  if (!page) pixels->pages = vips.pages ? vips.pages(image) : 0;
  // Exif's numbers of a picture that is turned and not mirrored.
  static const int turns[9] = {[3] = 180, [6] = 90, [8] = 270};
  int orientation = vips.orientation ? vips.orientation(image) : 1;
  pixels->turn = orientation >= 1 && orientation <= 8 ? turns[orientation] : 0;
  int is_row_by_row = format == CVIPS_PNG || format == CVIPS_JPEG;
  int streams = is_row_by_row && !vips.field(image, "interlaced");
  size_t limit = streams ? limits->streamed : limits->whole;
  if (width < 1 || height < 1 || (size_t)width > limit / (size_t)height) {
    vips.unref(image);
    return CVIPS_TOO_LARGE;
  }
  int is_large = !streams && (size_t)width * (size_t)height > limits->beside;
  if (is_large) cvips_begin_large();
  CVipsStatus status = decoded(image, bytes, count, format, limits->side, page, pixels);
  if (is_large) cvips_end_large();
  return status;
}

CVipsStatus cvips_encode(
    const CVipsPixels *pixels, const char *suffix, void **bytes, size_t *count) {
  if (cvips_start() != CVIPS_OK) return CVIPS_MISSING;
  size_t size = (size_t)pixels->width * (size_t)pixels->height * (size_t)pixels->bands;
  VipsImage *image = vips.from_memory_copy(
      pixels->bytes, size, pixels->width, pixels->height, pixels->bands, format_uchar);
  if (!image) return failed(CVIPS_DAMAGED);
  int result = vips.write_to_buffer(image, suffix, bytes, count, NULL);
  vips.unref(image);
  return result ? failed(CVIPS_DAMAGED) : CVIPS_OK;
}

CVipsStatus cvips_draw(const void *svg, size_t count, double scale, CVipsPixels *pixels) {
  if (cvips_start() != CVIPS_OK) return CVIPS_MISSING;
  // The program's own drawings only: files never come here, whatever they hold.
  vips.block("VipsForeignLoadSvg", 0);
  VipsImage *image = NULL;
  if (vips.svgload((void *)svg, count, &image, "scale", scale, NULL)) return failed(CVIPS_DAMAGED);
  return taken(image, pixels);
}

void cvips_free(void *bytes) {
  if (bytes) vips.free(bytes);
}
