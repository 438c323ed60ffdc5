#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

// libcurl's binary interface has been stable under this number since version 7.16.
static const char *const libraries[] = {
    "libcurl.so.4", "libcurl-gnutls.so.4", "libcurl.4.dylib", "/usr/lib/libcurl.4.dylib"};

// Numbers of libcurl's interface (curl.h, multi.h), which never change: an option's number is its
// own and ten thousand for pointers, twenty thousand for functions.
enum {
  opt_write_data = 10001, opt_url = 10002, opt_range = 10007, opt_error_buffer = 10010,
  opt_write_function = 20011, opt_user_agent = 10018, opt_head_data = 10029, opt_netrc = 51,
  opt_follow_location = 52, opt_ssl_verify_peer = 64, opt_head_function = 20079,
  opt_ssl_verify_host = 81, opt_no_signal = 99, opt_connect_timeout_ms = 156,
  opt_content_decoding = 158, opt_no_proxy = 10177, opt_protocols = 181,
  opt_suppress_connect_headers = 265, opt_http09 = 285, opt_protocols_text = 10318,
  info_redirect_url = 0x100000 + 31, global_all = 3, message_done = 1, protocol_http = 1,
  protocol_https = 2,
};

// The piece of a message that is looked at; a union of a pointer and the result follows the handle.
typedef struct {
  int kind;
  void *handle;
  union { void *whatever; int result; } data;
} Message;

static struct {
  int (*global_init)(long);
  void *(*easy_init)(void);
  void (*easy_reset)(void *);
  int (*setopt)(void *, int, ...);
  int (*getinfo)(void *, int, ...);
  void (*easy_cleanup)(void *);
  const char *(*strerror)(int);
  void *(*multi_init)(void);
  int (*add)(void *, void *);
  int (*remove)(void *, void *);
  int (*perform)(void *, int *);
  int (*poll)(void *, void *, unsigned, int, int *);
  Message *(*info_read)(void *, int *);
  int (*multi_cleanup)(void *);
} curl;

struct CCurlSession {
  void *easy;
  void *multi;
};

/// One transfer at work.
typedef struct {
  const CCurlReceiver *receiver;
  long long received;
  size_t head;
  bool refused;
} Transfer;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool started;

static void start(void) {
  void *library = NULL;
  for (size_t i = 0; i < sizeof libraries / sizeof *libraries && !library; i++)
    library = dlopen(libraries[i], RTLD_NOW | RTLD_LOCAL);
  if (!library) return;
  const struct { void *place; const char *name; } functions[] = {
      {&curl.global_init, "curl_global_init"}, {&curl.easy_init, "curl_easy_init"},
      {&curl.easy_reset, "curl_easy_reset"}, {&curl.setopt, "curl_easy_setopt"},
      {&curl.getinfo, "curl_easy_getinfo"}, {&curl.easy_cleanup, "curl_easy_cleanup"},
      {&curl.strerror, "curl_easy_strerror"}, {&curl.multi_init, "curl_multi_init"},
      {&curl.add, "curl_multi_add_handle"}, {&curl.remove, "curl_multi_remove_handle"},
      {&curl.perform, "curl_multi_perform"}, {&curl.poll, "curl_multi_poll"},
      {&curl.info_read, "curl_multi_info_read"}, {&curl.multi_cleanup, "curl_multi_cleanup"},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    void *function = dlsym(library, functions[i].name);
    if (!function) return;
    memcpy(functions[i].place, &function, sizeof function);
  }
  started = curl.global_init(global_all) == 0;
}

CCurlSession *ccurl_open(void) {
  pthread_once(&once, start);
  if (!started) return NULL;
  CCurlSession *session = malloc(sizeof *session);
  if (!session) return NULL;
  session->easy = curl.easy_init();
  session->multi = curl.multi_init();
  if (session->easy && session->multi) return session;
  ccurl_close(session);
  return NULL;
}

void ccurl_close(CCurlSession *session) {
  if (session->easy) curl.easy_cleanup(session->easy);
  if (session->multi) curl.multi_cleanup(session->multi);
  free(session);
}

static size_t take_head(char *bytes, size_t size, size_t count, void *context) {
  Transfer *transfer = context;
  transfer->received += (long long)(size * count);
  // Older versions of libcurl listen to a head without an end.
  transfer->head += size * count;
  if (transfer->head > 1 << 20) return 0;
  transfer->receiver->head(transfer->receiver->context, bytes, size * count);
  return size * count;
}

static size_t take_body(char *bytes, size_t size, size_t count, void *context) {
  Transfer *transfer = context;
  transfer->received += (long long)(size * count);
  if (transfer->receiver->body(transfer->receiver->context, bytes, size * count)) return size * count;
  transfer->refused = true;
  return 0;
}

/// Sets all options; false where one is refused that must hold.
static bool prepare(
    void *easy, const CCurlRequest *request, Transfer *transfer, CCurlResponse *response) {
  curl.easy_reset(easy);
  const char *protocols = request->allows_http ? "http,https" : "https";
  long mask = request->allows_http ? protocol_http | protocol_https : protocol_https;
  // The text replaced the mask in version 7.85.
  bool limited = curl.setopt(easy, opt_protocols_text, protocols) == 0
      || curl.setopt(easy, opt_protocols, mask) == 0;
  // These two are libcurl's defaults; written down, since everything rests on them.
  bool checked = curl.setopt(easy, opt_ssl_verify_peer, 1L) == 0
      && curl.setopt(easy, opt_ssl_verify_host, 2L) == 0;
  curl.setopt(easy, opt_error_buffer, response->reason);
  curl.setopt(easy, opt_no_signal, 1L);
  curl.setopt(easy, opt_netrc, 0L);
  // Where a redirection leads is judged before it is followed.
  curl.setopt(easy, opt_follow_location, 0L);
  // A body is wanted as it comes: it is compressed already, and its digest is known.
  curl.setopt(easy, opt_content_decoding, 0L);
  curl.setopt(easy, opt_suppress_connect_headers, 1L);
  curl.setopt(easy, opt_http09, 0L);
  curl.setopt(easy, opt_connect_timeout_ms, request->connect_milliseconds);
  curl.setopt(easy, opt_user_agent, request->user_agent);
  curl.setopt(easy, opt_range, request->range);
  if (request->allows_http) curl.setopt(easy, opt_no_proxy, "127.0.0.1");
  curl.setopt(easy, opt_head_function, take_head);
  curl.setopt(easy, opt_head_data, transfer);
  curl.setopt(easy, opt_write_function, take_body);
  curl.setopt(easy, opt_write_data, transfer);
  return limited && checked && curl.setopt(easy, opt_url, request->address) == 0;
}

static long long milliseconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (long long)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/// Runs the transfer to its end; `*result` is libcurl's code where there is one.
static CCurlStatus run(
    CCurlSession *session, const CCurlRequest *request, Transfer *transfer, int *result) {
  const CCurlReceiver *receiver = transfer->receiver;
  long long window_start = milliseconds(), window_bytes = 0;
  // libcurl has its own limit for a connection; until it stands, nothing can come.
  long grace = request->connect_milliseconds;
  for (int running = 1; running;) {
    if (curl.perform(session->multi, &running)) return CCURL_FAILED;
    if (!running) break;
    if (receiver->stops(receiver->context)) return CCURL_STOPPED;
    long long now = milliseconds();
    if (grace > 0 && transfer->received > 0) {
      grace = 0;
      window_start = now;
    }
    if (now - window_start >= request->stall_milliseconds + grace) {
      if (transfer->received - window_bytes < request->stall_bytes) return CCURL_STALLED;
      window_start = now;
      window_bytes = transfer->received;
    }
    long wait = request->stall_milliseconds < 400 ? request->stall_milliseconds / 4 + 1 : 100;
    curl.poll(session->multi, NULL, 0, (int)wait, NULL);
  }
  int left;
  for (Message *message; (message = curl.info_read(session->multi, &left));)
    if (message->kind == message_done) *result = message->data.result;
  if (transfer->refused) return CCURL_REFUSED;
  return *result == 0 ? CCURL_OK : CCURL_FAILED;
}

CCurlStatus ccurl_get(
    CCurlSession *session, const CCurlRequest *request, const CCurlReceiver *receiver,
    CCurlResponse *response) {
  Transfer transfer = {.receiver = receiver};
  int result = -1;
  response->redirect[0] = response->reason[0] = 0;
  if (!prepare(session->easy, request, &transfer, response)) {
    if (!response->reason[0])
      snprintf(response->reason, sizeof response->reason, "libcurl refuses its settings");
    return CCURL_FAILED;
  }
  if (curl.add(session->multi, session->easy)) return CCURL_FAILED;
  CCurlStatus status = run(session, request, &transfer, &result);
  const char *redirect = NULL;
  // One that does not fit would lead elsewhere when cut.
  if (curl.getinfo(session->easy, info_redirect_url, &redirect) == 0 && redirect
      && strlen(redirect) < sizeof response->redirect)
    snprintf(response->redirect, sizeof response->redirect, "%s", redirect);
  curl.remove(session->multi, session->easy);
  if (status == CCURL_FAILED && !response->reason[0])
    snprintf(
        response->reason, sizeof response->reason, "%s",
        result > 0 ? curl.strerror(result) : "libcurl failed");
  // The buffer is the caller's and may be gone when the handle is used next.
  curl.setopt(session->easy, opt_error_buffer, NULL);
  return status;
}
