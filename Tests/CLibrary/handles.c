// Handles that were freed, never made, or are of another kind.
#include "rows.h"

#include <stdlib.h>

// One call for each function that takes a handle, right but for that.
static lenet_status info_of_data(lenet_handle handle) {
  char *text = NULL;
  return lenet_data_info(handle, &text);
}

static lenet_status read_data(lenet_handle handle) {
  uint8_t labels[1];
  return lenet_data_read(handle, 0, 0, 1, NULL, 0, labels, 1);
}

static lenet_status train_on(lenet_handle handle) {
  lenet_model model = 0;
  return lenet_train(small_recipe, handle, NULL, 0, NULL, NULL, NULL, &model, NULL);
}

static lenet_status save(lenet_handle handle) {
  return lenet_model_save(handle, "/nowhere/model.safetensors");
}

static lenet_status encode(lenet_handle handle) {
  uint8_t *bytes = NULL;
  size_t size = 0;
  return lenet_model_encode(handle, &bytes, &size);
}

static lenet_status export(lenet_handle handle) {
  return lenet_model_export(handle, "npz", "/nowhere/model", NULL, NULL);
}

static lenet_status info_of_model(lenet_handle handle) {
  char *text = NULL;
  return lenet_model_info(handle, &text);
}

static lenet_status count_tensors(lenet_handle handle) {
  size_t count = 0;
  return lenet_model_tensor_count(handle, &count);
}

static lenet_status tensor(lenet_handle handle) {
  lenet_tensor tensor;
  return lenet_model_tensor(handle, 0, &tensor);
}

static lenet_status predict(lenet_handle handle) {
  lenet_images images = small_images(small_pixels, 1);
  int32_t label;
  return lenet_predict(handle, &images, 1, &label, 1, NULL, 0);
}

static lenet_status make_reader(lenet_handle handle) {
  lenet_reader reader = 0;
  return lenet_reader_create(handle, NULL, &reader);
}

static lenet_picture grey_picture(void) {
  lenet_picture picture = {0};
  picture.pixels = small_pixels;
  picture.pixel_size = 64;
  picture.rows = picture.columns = 8;
  picture.channels = 1;
  return picture;
}

static lenet_status read_picture(lenet_handle handle) {
  lenet_picture picture = grey_picture();
  char *json = NULL;
  return lenet_reader_read(handle, &picture, &json);
}

static int32_t ignore(void *context, size_t index, lenet_status status, const char *json) {
  (void)context, (void)index, (void)status, (void)json;
  return 0;
}

static lenet_status read_files(lenet_handle handle) {
  const char *paths[] = {"/nowhere.png"};
  return lenet_reader_read_files(handle, paths, 1, 1, ignore, NULL);
}

static lenet_status prepare(lenet_handle handle) {
  lenet_picture picture = grey_picture();
  uint8_t pixels[28 * 28];
  return lenet_reader_prepare(handle, &picture, pixels, sizeof pixels, NULL);
}

void handle_rows(const Things *things) {
  struct {
    lenet_status (*call)(lenet_handle);
    lenet_handle others[2]; // of other kinds
  } calls[] = {
      {info_of_data, {things->model, things->digits}},
      {read_data, {things->model, things->digits}},
      {train_on, {things->model, things->digits}},
      {save, {things->data, things->digits}},
      {encode, {things->data, things->digits}},
      {export, {things->data, things->digits}},
      {info_of_model, {things->data, things->digits}},
      {count_tensors, {things->data, things->digits}},
      {tensor, {things->data, things->digits}},
      {predict, {things->data, things->digits}},
      {read_picture, {things->data, things->model}},
      {read_files, {things->data, things->model}},
      {prepare, {things->data, things->model}},
  };
  for (size_t i = 0; i < sizeof calls / sizeof *calls; i++) {
    ROW(LENET_ERROR_HANDLE, "never 0", calls[i].call(0));
    ROW(LENET_ERROR_HANDLE, "it was freed", calls[i].call(things->freed));
    ROW(LENET_ERROR_HANDLE, "never made", calls[i].call(UINT64_MAX));
    ROW(LENET_ERROR_HANDLE, "expected a", calls[i].call(calls[i].others[0]));
    ROW(LENET_ERROR_HANDLE, "expected a", calls[i].call(calls[i].others[1]));
  }
  ROW(LENET_ERROR_HANDLE, "it was freed", make_reader(things->freed));
  ROW(LENET_ERROR_HANDLE, "expected a model", make_reader(things->data));
  ROW(LENET_ERROR_HANDLE, "never made", make_reader(123456));
  ROW(LENET_ERROR_HANDLE, "free each handle once", lenet_free(things->freed));
  ROW(LENET_ERROR_HANDLE, "free each handle once", lenet_free(0));
  ROW(LENET_ERROR_HANDLE, "free each handle once", lenet_free(UINT64_MAX));

  lenet_model model = 0;
  char *json = NULL;
  ROW(LENET_ERROR_HANDLE, "expected a model", lenet_train(small_recipe, things->data, NULL, things->data, NULL, NULL, NULL, &model, NULL));
  ROW(LENET_ERROR_HANDLE, "it was freed", lenet_train(small_recipe, things->data, NULL, things->freed, NULL, NULL, NULL, &model, NULL));
  ROW(LENET_ERROR_HANDLE, "expected a data set", lenet_evaluate(things->model, things->model, 1, 1, &json));
  ROW(LENET_ERROR_HANDLE, "expected a model", lenet_evaluate(things->data, things->data, 1, 1, &json));
  ROW(LENET_ERROR_HANDLE, "reads numbers", prepare(things->numbers));

  // Memory that is not the library's, or no longer.
  int own = 0;
  void *heap = malloc(16);
  ROW(LENET_OK, "", lenet_release(NULL));
  ROW(LENET_ERROR_HANDLE, "not from this library", lenet_release(&own));
  ROW(LENET_ERROR_HANDLE, "not from this library", lenet_release(heap));
  free(heap);
  ROW(LENET_OK, "", lenet_list("formats", &json));
  ROW(LENET_ERROR_HANDLE, "not from this library", lenet_release(json + 1));
  ROW(LENET_OK, "", lenet_release(json));
  ROW(LENET_ERROR_HANDLE, "given back before", lenet_release(json));
}
