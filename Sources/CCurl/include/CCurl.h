/// The few calls of libcurl that fetching a file takes.
///
/// libcurl is loaded when the first byte is fetched, not when the program starts: most commands need no
/// network, and it brings thirty libraries along.
#ifndef CCURL_H
#define CCURL_H

#include <stdbool.h>
#include <stddef.h>

typedef enum {
  /// A response has come, whatever its status is.
  CCURL_OK = 0,
  /// libcurl is not installed, or older than 7.66.
  CCURL_MISSING,
  /// The receiver wanted no more of the body.
  CCURL_REFUSED,
  /// The receiver asked for an end.
  CCURL_STOPPED,
  /// Too little has come for too long.
  CCURL_STALLED,
  /// Anything else; the response says what in libcurl's words.
  CCURL_FAILED,
} CCurlStatus;

typedef struct {
  const char *address;
  const char *user_agent;
  /// Where the body shall begin: `1000-`, or NULL for all of it.
  const char *range;
  /// Plain http too: for tests on this machine only.
  bool allows_http;
  long connect_milliseconds;
  /// At least so many bytes have to come in each such time.
  long stall_milliseconds;
  long long stall_bytes;
} CCurlRequest;

typedef struct {
  void *context;
  /// A line of the response's head, the line with its status at first.
  void (*head)(void *context, const char *line, size_t count);
  /// A piece of the body; false ends the transfer.
  bool (*body)(void *context, const void *bytes, size_t count);
  /// Asked ten times a second at least; true ends the transfer.
  bool (*stops)(void *context);
} CCurlReceiver;

typedef struct {
  /// Where the response sends to, resolved; empty where it does not.
  char redirect[2048];
  /// What libcurl says about a failure.
  char reason[256];
} CCurlResponse;

typedef struct CCurlSession CCurlSession;

/// Connections that are kept between requests; NULL where libcurl is missing.
CCurlSession *ccurl_open(void);
void ccurl_close(CCurlSession *session);

/// Fetches one address. Redirections are not followed: the response tells where they lead.
CCurlStatus ccurl_get(
    CCurlSession *session, const CCurlRequest *request, const CCurlReceiver *receiver,
    CCurlResponse *response);

#endif
