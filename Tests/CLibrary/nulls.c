// Pointers that must not be NULL.
#include "rows.h"

#include <stddef.h>

void null_rows(const Things *things) {
  lenet_handle handle = 0;
  char *json = NULL;
  uint8_t *bytes = NULL, byte = 0;
  size_t size = 0;
  int32_t label = 0;
  lenet_images images = small_images(small_pixels, 1), empty = small_images(NULL, 1);
  lenet_picture picture = {0};

  ROW(LENET_ERROR_NULL, "kind is NULL", lenet_list(NULL, &json));
  ROW(LENET_ERROR_NULL, "json is NULL", lenet_list("recipes", NULL));
  ROW(LENET_ERROR_NULL, "name_or_path is NULL", lenet_data_load(NULL, &handle));
  ROW(LENET_ERROR_NULL, "data is NULL", lenet_data_load("mnist", NULL));
  ROW(LENET_ERROR_NULL, "training is NULL", lenet_data_create(NULL, NULL, small_labels, 1, NULL, NULL, 0, NULL, &handle));
  ROW(LENET_ERROR_NULL, "training_labels is NULL", lenet_data_create(NULL, &images, NULL, 1, NULL, NULL, 0, NULL, &handle));
  ROW(LENET_ERROR_NULL, "training->pixels is NULL", lenet_data_create(NULL, &empty, small_labels, 1, NULL, NULL, 0, NULL, &handle));
  ROW(LENET_ERROR_NULL, "test is NULL", lenet_data_create(NULL, &images, small_labels, 1, NULL, small_labels, 1, NULL, &handle));
  ROW(LENET_ERROR_NULL, "test_labels is NULL", lenet_data_create(NULL, &images, small_labels, 1, &images, NULL, 1, NULL, &handle));
  ROW(LENET_ERROR_NULL, "test->pixels is NULL", lenet_data_create(NULL, &images, small_labels, 1, &empty, small_labels, 1, NULL, &handle));
  ROW(LENET_ERROR_NULL, "data is NULL", lenet_data_create(NULL, &images, small_labels, 1, NULL, NULL, 0, NULL, NULL));
  ROW(LENET_ERROR_NULL, "json is NULL", lenet_data_info(things->data, NULL));
  ROW(LENET_ERROR_NULL, "pixels is NULL", lenet_data_read(things->data, 0, 0, 1, NULL, 64, &byte, 1));
  ROW(LENET_ERROR_NULL, "labels is NULL", lenet_data_read(things->data, 0, 0, 1, NULL, 0, NULL, 1));
  ROW(LENET_ERROR_NULL, "architecture is NULL", lenet_model_create(NULL, 1, NULL, &handle));
  ROW(LENET_ERROR_NULL, "model is NULL", lenet_model_create("lenet1", 1, NULL, NULL));
  ROW(LENET_ERROR_NULL, "path is NULL", lenet_model_load(NULL, &handle));
  ROW(LENET_ERROR_NULL, "model is NULL", lenet_model_load("model", NULL));
  ROW(LENET_ERROR_NULL, "bytes is NULL", lenet_model_decode(NULL, 8, &handle));
  ROW(LENET_ERROR_NULL, "model is NULL", lenet_model_decode(small_pixels, 8, NULL));
  ROW(LENET_ERROR_NULL, "path is NULL", lenet_model_save(things->model, NULL));
  ROW(LENET_ERROR_NULL, "bytes is NULL", lenet_model_encode(things->model, NULL, &size));
  ROW(LENET_ERROR_NULL, "size is NULL", lenet_model_encode(things->model, &bytes, NULL));
  ROW(LENET_ERROR_NULL, "path is NULL", lenet_model_import(NULL, NULL, &handle, NULL));
  ROW(LENET_ERROR_NULL, "model is NULL", lenet_model_import("model.pt", NULL, NULL, NULL));
  ROW(LENET_ERROR_NULL, "format is NULL", lenet_model_export(things->model, NULL, "model", NULL, NULL));
  ROW(LENET_ERROR_NULL, "path is NULL", lenet_model_export(things->model, "npz", NULL, NULL, NULL));
  ROW(LENET_ERROR_NULL, "json is NULL", lenet_model_info(things->model, NULL));
  ROW(LENET_ERROR_NULL, "count is NULL", lenet_model_tensor_count(things->model, NULL));
  ROW(LENET_ERROR_NULL, "tensor is NULL", lenet_model_tensor(things->model, 0, NULL));
  ROW(LENET_ERROR_NULL, "model is NULL", lenet_train(small_recipe, things->data, NULL, 0, NULL, NULL, NULL, NULL, NULL));
  ROW(LENET_ERROR_NULL, "json is NULL", lenet_evaluate(things->model, things->data, 1, 1, NULL));
  ROW(LENET_ERROR_NULL, "images is NULL", lenet_predict(things->model, NULL, 1, &label, 1, NULL, 0));
  ROW(LENET_ERROR_NULL, "images->pixels is NULL", lenet_predict(things->model, &empty, 1, &label, 1, NULL, 0));
  ROW(LENET_ERROR_NULL, "labels and probabilities are NULL", lenet_predict(things->model, &images, 1, NULL, 0, NULL, 0));
  ROW(LENET_ERROR_NULL, "labels is NULL", lenet_predict(things->model, &images, 1, NULL, 1, (float[2]){0}, 2));
  ROW(LENET_ERROR_NULL, "probabilities is NULL", lenet_predict(things->model, &images, 1, &label, 1, NULL, 2));
  ROW(LENET_ERROR_NULL, "reader is NULL", lenet_reader_create(0, NULL, NULL));
  ROW(LENET_ERROR_NULL, "picture is NULL", lenet_reader_read(things->digits, NULL, &json));
  ROW(LENET_ERROR_NULL, "json is NULL", lenet_reader_read(things->digits, &picture, NULL));
  ROW(LENET_ERROR_NULL, "0 of path, bytes and pixels", lenet_reader_read(things->digits, &picture, &json));
  ROW(LENET_ERROR_NULL, "callback is NULL", lenet_reader_read_files(things->digits, NULL, 0, 1, NULL, NULL));
  ROW(LENET_ERROR_NULL, "pixels is NULL", lenet_reader_prepare(things->digits, &picture, NULL, 784, NULL));
}
