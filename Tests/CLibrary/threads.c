// Many threads in one handle, one that frees it meanwhile, and children of fork.
#define _POSIX_C_SOURCE 200809L
#include "rows.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { thread_count = 8, rounds = 200 };

typedef struct Work {
  lenet_model model;
  lenet_data data;
  int32_t expected[8];
  int ok, freed, wrong;
} Work;

static lenet_status predict(lenet_model model, int32_t labels[8], int32_t threads) {
  lenet_images images = small_images(small_pixels, 8);
  return lenet_predict(model, &images, threads, labels, 8, NULL, 0);
}

// Asks the model again and again: each answer is right, or the handle is gone.
static void *ask(void *argument) {
  Work *work = argument;
  for (int round = 0; round < rounds; round++) {
    int32_t labels[8];
    lenet_status status = predict(work->model, labels, 1 + round % 2);
    if (status == LENET_OK && memcmp(labels, work->expected, sizeof labels) == 0) {
      work->ok++;
    } else if (status == LENET_ERROR_HANDLE && strstr(lenet_last_error(), "it was freed")) {
      work->freed++;
    } else {
      work->wrong++;
    }
  }
  return NULL;
}

static void *train(void *argument) {
  Work *work = argument;
  for (int round = 0; round < 20; round++) {
    lenet_model model = 0;
    if (lenet_train(small_recipe, work->data, NULL, work->model, NULL, NULL, NULL, &model, NULL) == LENET_OK &&
        lenet_free(model) == LENET_OK) {
      work->ok++;
    } else {
      work->wrong++;
    }
  }
  return NULL;
}

// Runs a function in all threads; returns LENET_OK if none was wrong. `free_it` ends the model meanwhile.
static lenet_status together(void *(*body)(void *), Work first, int free_it, int *freed) {
  pthread_t threads[thread_count];
  Work works[thread_count];
  int wrong = 0;
  for (int i = 0; i < thread_count; i++) {
    works[i] = first;
    if (pthread_create(&threads[i], NULL, body, &works[i])) abort();
  }
  if (free_it) wrong += lenet_free(first.model) != LENET_OK;
  for (int i = 0; i < thread_count; i++) {
    pthread_join(threads[i], NULL);
    wrong += works[i].wrong;
    *freed += works[i].freed;
  }
  predict(0, first.expected, 1);
  if (wrong == 0) lenet_release(NULL);
  return wrong == 0 ? LENET_OK : LENET_ERROR_FAILED;
}

// The status of a call in a child; a child that hangs is ended.
static lenet_status in_child(lenet_status (*call)(const Things *), const Things *things) {
  pid_t child = fork();
  if (child == 0) {
    alarm(20);
    _exit((int)call(things));
  }
  int status = 0;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? (lenet_status)WEXITSTATUS(status) : LENET_ERROR_FAILED;
}

static lenet_status predict_in_child(const Things *things) {
  int32_t labels[8];
  return predict(things->model, labels, 2);
}

static lenet_status train_in_child(const Things *things) {
  lenet_model model = 0;
  return lenet_train(small_recipe, things->data, "{\"threads\": 2}", 0, NULL, NULL, NULL, &model, NULL);
}

static lenet_status wrong_in_child(const Things *things) {
  int32_t labels[8];
  return predict(things->freed, labels, 2);
}

static void *set_flag(void *argument) {
  __atomic_store_n((int32_t *)argument, 1, __ATOMIC_RELAXED);
  return NULL;
}

// Another thread's flag ends a training that would take years.
static lenet_status train_until_flag(const Things *things) {
  pthread_t thread;
  int32_t flag = 0;
  lenet_model model = 0;
  if (pthread_create(&thread, NULL, set_flag, &flag)) abort();
  static const char recipe[] =
      "{\"architecture\": {\"name\": \"small\", \"input\": [1, 8, 8], \"layers\": ["
      "{\"name\": \"flatten\", \"kind\": \"flatten\"},"
      "{\"name\": \"output\", \"kind\": \"fullyConnected\", \"units\": 2}]},"
      "\"epochs\": 1000000, \"batchSize\": 4, \"validation\": 0}";
  lenet_status status = lenet_train(recipe, things->data, NULL, 0, NULL, NULL, &flag, &model, NULL);
  pthread_join(thread, NULL);
  return status;
}

void thread_rows(const Things *things) {
  Work work = {0};
  work.data = things->data;
  work.model = things->model;
  int freed = 0;
  ROW(LENET_OK, "", predict(things->model, work.expected, 1));
  ROW(LENET_OK, "", together(ask, work, 0, &freed));
  ROW(LENET_OK, "", freed == 0 ? LENET_OK : LENET_ERROR_FAILED);
  ROW(LENET_OK, "", together(train, work, 0, &freed));
  for (int round = 0; round < 10; round++) {
    uint8_t *bytes = NULL;
    size_t size = 0;
    ROW(LENET_OK, "", lenet_model_encode(things->model, &bytes, &size));
    ROW(LENET_OK, "", lenet_model_decode(bytes, size, &work.model));
    ROW(LENET_OK, "", lenet_release(bytes));
    ROW(LENET_OK, "", together(ask, work, 1, &freed));
  }
  ROW(LENET_STOPPED, "stopped", train_until_flag(things));
  // The message is the parent's; only the status comes from a child.
  lenet_release(NULL);
  ROW(LENET_OK, "", in_child(predict_in_child, things));
  ROW(LENET_OK, "", in_child(train_in_child, things));
  ROW(LENET_OK, "", in_child(wrong_in_child, things) == LENET_ERROR_HANDLE ? LENET_OK : LENET_ERROR_FAILED);
}
