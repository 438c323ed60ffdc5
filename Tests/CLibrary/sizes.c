// Buffers, sizes and strides that do not fit what they hold.
#include "rows.h"

#include <stddef.h>
#include <string.h>

// Images of another size or with other strides.
static lenet_images changed(size_t size, int64_t count, int64_t maps, int64_t rows, int64_t columns) {
  lenet_images images = small_images(small_pixels, 1);
  images.size = size;
  images.count = count;
  images.maps = maps;
  images.rows = rows;
  images.columns = columns;
  return images;
}

static lenet_images strided(size_t size, int64_t image, int64_t map, int64_t row, int64_t column) {
  lenet_images images = small_images(small_pixels, 2);
  images.size = size;
  images.strides[0] = image;
  images.strides[1] = map;
  images.strides[2] = row;
  images.strides[3] = column;
  return images;
}

static lenet_status predict(const Things *things, lenet_images images) {
  int32_t labels[8];
  size_t count = images.count < 0 || images.count > 8 ? 8 : (size_t)images.count;
  return lenet_predict(things->model, &images, 1, labels, count, NULL, 0);
}

static lenet_status read_picture(
    const Things *things, size_t size, int64_t rows, int64_t columns, int64_t channels, int64_t stride) {
  lenet_picture picture = {0};
  char *json = NULL;
  picture.pixels = small_pixels;
  picture.pixel_size = size;
  picture.rows = rows;
  picture.columns = columns;
  picture.channels = channels;
  picture.row_stride = stride;
  lenet_status status = lenet_reader_read(things->digits, &picture, &json);
  return status;
}

void size_rows(const Things *things) {
  ROW(LENET_OK, "", predict(things, changed(64, 1, 1, 8, 8)));
  ROW(LENET_OK, "", predict(things, strided(128, 64, 64, 8, 1)));
  ROW(LENET_OK, "", predict(things, strided(512, 128, 64, 8, 1)));
  ROW(LENET_OK, "", predict(things, strided(64, 0, 0, 8, 1)));
  ROW(LENET_OK, "", predict(things, strided(512, 1, 64, 2, 16)));
  ROW(LENET_ERROR_BUFFER, "take 64", predict(things, changed(63, 1, 1, 8, 8)));
  ROW(LENET_ERROR_BUFFER, "take 64", predict(things, changed(65, 1, 1, 8, 8)));
  ROW(LENET_ERROR_BUFFER, "take 64", predict(things, changed(0, 1, 1, 8, 8)));
  ROW(LENET_ERROR_BUFFER, "take 64", predict(things, changed(SIZE_MAX, 1, 1, 8, 8)));
  ROW(LENET_ERROR_ARGUMENT, "images->count is 0", predict(things, changed(64, 0, 1, 8, 8)));
  ROW(LENET_ERROR_ARGUMENT, "images->count is -1", predict(things, changed(64, -1, 1, 8, 8)));
  ROW(LENET_ERROR_ARGUMENT, "images->count is", predict(things, changed(64, INT64_MAX, 1, 8, 8)));
  ROW(LENET_ERROR_ARGUMENT, "images->maps is 0", predict(things, changed(64, 1, 0, 8, 8)));
  ROW(LENET_ERROR_ARGUMENT, "images->rows is -8", predict(things, changed(64, 1, 1, -8, 8)));
  ROW(LENET_ERROR_ARGUMENT, "images->columns is", predict(things, changed(64, 1, 1, 8, INT64_MIN)));
  ROW(LENET_ERROR_ARGUMENT, "images->rows is", predict(things, changed(64, 1, 1, INT64_MAX, 8)));
  ROW(LENET_ERROR_BUFFER, "take", predict(things, changed(64, INT32_MAX, 65536, 65536, 1)));
  ROW(LENET_ERROR_BUFFER, "too large", predict(things, changed(64, INT32_MAX, 65536, 65536, 65536)));
  ROW(LENET_ERROR_FIT, "", predict(things, changed(49, 1, 1, 7, 7)));
  ROW(LENET_ERROR_FIT, "", predict(things, changed(192, 1, 3, 8, 8)));
  ROW(LENET_ERROR_BUFFER, "take 128", predict(things, strided(127, 64, 64, 8, 1)));
  ROW(LENET_ERROR_ARGUMENT, "below 0", predict(things, strided(128, -64, 64, 8, 1)));
  ROW(LENET_ERROR_ARGUMENT, "below 0", predict(things, strided(128, 64, 64, 8, -1)));
  ROW(LENET_ERROR_BUFFER, "too large", predict(things, strided(128, 64, 64, INT64_MAX, 1)));
  ROW(LENET_ERROR_BUFFER, "", predict(things, strided(128, INT64_MAX, 64, 8, 1)));

  lenet_images images = small_images(small_pixels, 2);
  int32_t labels[4];
  float probabilities[8];
  ROW(LENET_ERROR_BUFFER, "label_count is 1", lenet_predict(things->model, &images, 1, labels, 1, NULL, 0));
  ROW(LENET_ERROR_BUFFER, "label_count is 3", lenet_predict(things->model, &images, 1, labels, 3, NULL, 0));
  ROW(LENET_ERROR_BUFFER, "probability_count is 2", lenet_predict(things->model, &images, 1, NULL, 0, probabilities, 2));
  ROW(LENET_ERROR_BUFFER, "probability_count is 5", lenet_predict(things->model, &images, 1, NULL, 0, probabilities, 5));
  ROW(LENET_OK, "", lenet_predict(things->model, &images, 1, labels, 2, probabilities, 4));

  uint8_t pixels[64 * 8], own[8];
  ROW(LENET_OK, "", lenet_data_read(things->data, 0, 0, 8, pixels, 512, own, 8));
  ROW(LENET_OK, "", memcmp(pixels, small_pixels, 512) == 0 ? LENET_OK : LENET_ERROR_FAILED);
  ROW(LENET_ERROR_BUFFER, "pixel_size is 511", lenet_data_read(things->data, 0, 0, 8, pixels, 511, own, 8));
  ROW(LENET_ERROR_BUFFER, "label_size is 7", lenet_data_read(things->data, 0, 0, 8, pixels, 512, own, 7));
  ROW(LENET_ERROR_ARGUMENT, "not within the 8", lenet_data_read(things->data, 0, 0, 9, pixels, 512, own, 8));
  ROW(LENET_ERROR_ARGUMENT, "not within the 8", lenet_data_read(things->data, 0, -1, 1, pixels, 64, own, 1));
  ROW(LENET_ERROR_ARGUMENT, "not within the 8", lenet_data_read(things->data, 0, 8, 1, pixels, 64, own, 1));
  ROW(LENET_ERROR_ARGUMENT, "not within the 8", lenet_data_read(things->data, 0, INT64_MAX, INT64_MAX, NULL, 0, own, 1));
  ROW(LENET_ERROR_ARGUMENT, "not within the 8", lenet_data_read(things->data, 0, 0, 0, NULL, 0, NULL, 0));
  ROW(LENET_ERROR_ARGUMENT, "split is 2", lenet_data_read(things->data, 2, 0, 1, NULL, 0, own, 1));

  lenet_data data = 0;
  ROW(LENET_ERROR_BUFFER, "training_label_count is 1", lenet_data_create(NULL, &images, small_labels, 1, NULL, NULL, 0, NULL, &data));
  ROW(LENET_ERROR_BUFFER, "test_label_count is 3", lenet_data_create(NULL, &images, small_labels, 2, &images, small_labels, 3, NULL, &data));
  lenet_images other = changed(49, 1, 1, 7, 7), many = changed(64, INT32_MAX, 1, 8, 8);
  many.strides[2] = 8;
  many.strides[3] = 1;
  ROW(LENET_ERROR_ARGUMENT, "", lenet_data_create(NULL, &images, small_labels, 2, &other, small_labels, 1, NULL, &data));
  ROW(LENET_ERROR_BUFFER, "one label for each", lenet_data_create(NULL, &many, small_labels, 8, NULL, NULL, 0, NULL, &data));

  lenet_tensor tensor;
  ROW(LENET_ERROR_ARGUMENT, "index is 2", lenet_model_tensor(things->model, 2, &tensor));
  ROW(LENET_ERROR_ARGUMENT, "index is", lenet_model_tensor(things->model, SIZE_MAX, &tensor));
  ROW(LENET_OK, "", lenet_model_tensor(things->model, 0, &tensor));
  ROW(LENET_OK, "", tensor.count == 128 && tensor.rank == 2 && tensor.sizes[0] == 2 && tensor.sizes[1] == 64 ? LENET_OK : LENET_ERROR_FAILED);

  ROW(LENET_OK, "", read_picture(things, 64, 8, 8, 1, 0));
  ROW(LENET_ERROR_BUFFER, "needs 64", read_picture(things, 63, 8, 8, 1, 0));
  ROW(LENET_ERROR_BUFFER, "needs 64", read_picture(things, 65, 8, 8, 1, 0));
  ROW(LENET_ERROR_BUFFER, "needs 120", read_picture(things, 119, 8, 8, 1, 16));
  ROW(LENET_ERROR_ARGUMENT, "row_stride is 7", read_picture(things, 64, 8, 8, 1, 7));
  ROW(LENET_ERROR_ARGUMENT, "row_stride is -8", read_picture(things, 64, 8, 8, 1, -8));
  ROW(LENET_ERROR_ARGUMENT, "row_stride is", read_picture(things, 64, 8, 8, 1, INT64_MAX));
  ROW(LENET_ERROR_ARGUMENT, "5 channels", read_picture(things, 64, 8, 8, 5, 0));
  ROW(LENET_ERROR_ARGUMENT, "0 channels", read_picture(things, 64, 8, 8, 0, 0));
  ROW(LENET_ERROR_ARGUMENT, "0 rows", read_picture(things, 64, 0, 8, 1, 0));
  ROW(LENET_ERROR_ARGUMENT, "rows", read_picture(things, 64, INT64_MAX, INT64_MAX, 1, 0));
  ROW(LENET_ERROR_ARGUMENT, "pixels", read_picture(things, 64, 1 << 20, 1 << 20, 1, 0));

  lenet_picture picture = {0};
  uint8_t prepared[785];
  picture.pixels = small_pixels;
  picture.pixel_size = 64;
  picture.rows = picture.columns = 8;
  picture.channels = 1;
  ROW(LENET_ERROR_BUFFER, "pixels need 784", lenet_reader_prepare(things->digits, &picture, prepared, 785, NULL));
  ROW(LENET_ERROR_BUFFER, "pixels need 784", lenet_reader_prepare(things->digits, &picture, prepared, 0, NULL));
  picture.path = "both.png";
  ROW(LENET_ERROR_ARGUMENT, "2 of path, bytes and pixels", lenet_reader_prepare(things->digits, &picture, prepared, 784, NULL));
}
