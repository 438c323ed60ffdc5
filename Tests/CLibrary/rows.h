#ifndef ROWS_H
#define ROWS_H

#include <lenet.h>

// A row of the table: a call, the status that it must return, and words of its message.
#define ROW(status, words, call) expect(__FILE__, __LINE__, #call, (call), status, words)

// Counts a row, and says what is wrong with it.
void expect(
    const char *file, int line, const char *name, lenet_status got, lenet_status wanted,
    const char *words);

// What all rows use; made once.
typedef struct Things {
  lenet_data data;      // 8 training images of 1x8x8 and 4 test images
  lenet_model model;    // a network for them, with 2 classes
  lenet_model untrained; // lenet5-pytorch
  lenet_reader digits, numbers;
  lenet_handle freed;    // was a model
  const char *folder;    // an empty folder
} Things;

void handle_rows(const Things *things);
void null_rows(const Things *things);
void size_rows(const Things *things);
void value_rows(const Things *things);
void option_rows(const Things *things);
void file_rows(const Things *things);
void thread_rows(const Things *things);

// Images in memory that fit the data of `Things`.
lenet_images small_images(const void *pixels, int64_t count);
extern const uint8_t small_pixels[8 * 64];
extern const uint8_t small_labels[8];
// A recipe for them that trains in no time.
extern const char small_recipe[];

#endif
