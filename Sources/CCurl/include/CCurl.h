/// The part of libcurl that the transport uses, opened at run time: building needs no header package, and a process
/// that sends nothing never loads the library and the forty it brings along.
///
/// The numbers and prototypes below are libcurl's published ABI, which never changes for `libcurl.so.4`
/// (https://curl.se/libcurl/abi.html); a test compares them with <curl/curl.h>.

#ifndef CCURL_H
#define CCURL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Every number taken from <curl/curl.h> and <curl/multi.h>, once: X(name there, number).
#define CCURL_NUMBERS(X)              \
  X(CURLOPT_URL, 10002)               \
  X(CURLOPT_WRITEDATA, 10001)         \
  X(CURLOPT_WRITEFUNCTION, 20011)     \
  X(CURLOPT_ERRORBUFFER, 10010)       \
  X(CURLOPT_POSTFIELDS, 10015)        \
  X(CURLOPT_USERAGENT, 10018)         \
  X(CURLOPT_HTTPHEADER, 10023)        \
  X(CURLOPT_HEADERDATA, 10029)        \
  X(CURLOPT_HEADERFUNCTION, 20079)    \
  X(CURLOPT_CUSTOMREQUEST, 10036)     \
  X(CURLOPT_POST, 47)                 \
  X(CURLOPT_FOLLOWLOCATION, 52)       \
  X(CURLOPT_SSL_VERIFYPEER, 64)       \
  X(CURLOPT_CAINFO, 10065)            \
  X(CURLOPT_FRESH_CONNECT, 74)        \
  X(CURLOPT_HTTPGET, 80)              \
  X(CURLOPT_SSL_VERIFYHOST, 81)       \
  X(CURLOPT_HTTP_VERSION, 84)         \
  X(CURLOPT_CAPATH, 10097)            \
  X(CURLOPT_NOSIGNAL, 99)             \
  X(CURLOPT_ACCEPT_ENCODING, 10102)   \
  X(CURLOPT_PRIVATE, 10103)           \
  X(CURLOPT_MAXFILESIZE_LARGE, 30117) \
  X(CURLOPT_POSTFIELDSIZE_LARGE, 30120) \
  X(CURLOPT_TCP_NODELAY, 121)         \
  X(CURLOPT_TIMEOUT_MS, 155)          \
  X(CURLOPT_CONNECTTIMEOUT_MS, 156)   \
  X(CURLOPT_COPYPOSTFIELDS, 10165)    \
  X(CURLOPT_NOPROXY, 10177)           \
  X(CURLOPT_PROTOCOLS, 181)           \
  X(CURLOPT_PATH_AS_IS, 234)          \
  X(CURLOPT_PIPEWAIT, 237)            \
  X(CURLOPT_SUPPRESS_CONNECT_HEADERS, 265) \
  X(CURLOPT_HTTP09_ALLOWED, 285)      \
  X(CURLOPT_MAXAGE_CONN, 288)         \
  X(CURLOPT_PREREQFUNCTION, 20312)    \
  X(CURLOPT_PREREQDATA, 10313)        \
  X(CURLOPT_QUICK_EXIT, 322)          \
  X(CURLPROTO_HTTP, 1)                \
  X(CURLPROTO_HTTPS, 2)               \
  X(CURL_HTTP_VERSION_2_0, 3)         \
  X(CURL_HTTP_VERSION_2TLS, 4)        \
  X(CURL_PREREQFUNC_OK, 0)            \
  X(CURL_PREREQFUNC_ABORT, 1)         \
  X(CURL_ERROR_SIZE, 256)             \
  X(CURL_GLOBAL_ALL, 3)               \
  X(CURLINFO_RESPONSE_CODE, 0x200002) \
  X(CURLINFO_REQUEST_SIZE, 0x20000C)  \
  X(CURLINFO_HTTP_VERSION, 0x20002E)  \
  X(CURLINFO_PRIVATE, 0x100015)       \
  X(CURLMOPT_SOCKETFUNCTION, 20001)   \
  X(CURLMOPT_SOCKETDATA, 10002)       \
  X(CURLMOPT_TIMERFUNCTION, 20004)    \
  X(CURLMOPT_TIMERDATA, 10005)        \
  X(CURLMOPT_MAXCONNECTS, 6)          \
  X(CURLMOPT_MAX_TOTAL_CONNECTIONS, 13) \
  X(CURLMSG_DONE, 1)                  \
  X(CURL_POLL_NONE, 0)                \
  X(CURL_POLL_IN, 1)                  \
  X(CURL_POLL_OUT, 2)                 \
  X(CURL_POLL_INOUT, 3)               \
  X(CURL_POLL_REMOVE, 4)              \
  X(CURL_SOCKET_TIMEOUT, -1)          \
  X(CURL_CSELECT_IN, 1)               \
  X(CURL_CSELECT_OUT, 2)              \
  X(CURLM_OK, 0)                      \
  X(CURLE_OK, 0)                      \
  X(CURLE_UNSUPPORTED_PROTOCOL, 1)    \
  X(CURLE_URL_MALFORMAT, 3)           \
  X(CURLE_COULDNT_RESOLVE_PROXY, 5)   \
  X(CURLE_COULDNT_RESOLVE_HOST, 6)    \
  X(CURLE_COULDNT_CONNECT, 7)         \
  X(CURLE_WEIRD_SERVER_REPLY, 8)      \
  X(CURLE_HTTP2, 16)                  \
  X(CURLE_PARTIAL_FILE, 18)           \
  X(CURLE_WRITE_ERROR, 23)            \
  X(CURLE_OUT_OF_MEMORY, 27)          \
  X(CURLE_OPERATION_TIMEDOUT, 28)     \
  X(CURLE_SSL_CONNECT_ERROR, 35)      \
  X(CURLE_ABORTED_BY_CALLBACK, 42)    \
  X(CURLE_UNKNOWN_OPTION, 48)         \
  X(CURLE_GOT_NOTHING, 52)            \
  X(CURLE_SSL_ENGINE_NOTFOUND, 53)    \
  X(CURLE_SSL_ENGINE_SETFAILED, 54)   \
  X(CURLE_SEND_ERROR, 55)             \
  X(CURLE_RECV_ERROR, 56)             \
  X(CURLE_SSL_CERTPROBLEM, 58)        \
  X(CURLE_SSL_CIPHER, 59)             \
  X(CURLE_PEER_FAILED_VERIFICATION, 60) \
  X(CURLE_BAD_CONTENT_ENCODING, 61)   \
  X(CURLE_FILESIZE_EXCEEDED, 63)      \
  X(CURLE_USE_SSL_FAILED, 64)         \
  X(CURLE_SEND_FAIL_REWIND, 65)       \
  X(CURLE_SSL_ENGINE_INITFAILED, 66)  \
  X(CURLE_SSL_CACERT_BADFILE, 77)     \
  X(CURLE_SSL_SHUTDOWN_FAILED, 80)    \
  X(CURLE_SSL_CRL_BADFILE, 82)        \
  X(CURLE_SSL_ISSUER_ERROR, 83)       \
  X(CURLE_SSL_PINNEDPUBKEYNOTMATCH, 90) \
  X(CURLE_SSL_INVALIDCERTSTATUS, 91)  \
  X(CURLE_HTTP2_STREAM, 92)           \
  X(CURLE_PROXY, 97)                  \
  X(CURLE_SSL_CLIENTCERT, 98)

/// Newer than what every supported installation has: never sent to the library, only recognised.
#define CCURL_NUMBERS_SINCE_8_6(X) X(CURLE_TOO_LARGE, 100)

#define CCURL_DECLARE(name, number) C##name = number,
enum { CCURL_NUMBERS(CCURL_DECLARE) CCURL_NUMBERS_SINCE_8_6(CCURL_DECLARE) };

struct ccurl_slist;

/// `struct CURLMsg`.
struct ccurl_message {
  int message;
  void *easy;
  union {
    void *whatever;
    int result;
  } data;
};

/// `curl_write_callback`; header lines come the same way.
typedef size_t (*ccurl_data_callback)(char *bytes, size_t size, size_t count, void *context);
/// `curl_prereq_callback`: the connection is there, and the request is about to be sent.
typedef int (*ccurl_prereq_callback)(void *context, char *remote_ip, char *local_ip, int remote_port, int local_port);
/// `curl_socket_callback`: what to wait for on a descriptor from now on.
typedef int (*ccurl_socket_callback)(void *easy, int descriptor, int what, void *context, void *socket_context);
/// `curl_multi_timer_callback`: when to call back, in milliseconds from now; -1 for never.
typedef int (*ccurl_timer_callback)(void *multi, long milliseconds, void *context);

/// The library's functions. Once opened it stays open: what it has started cannot be unloaded safely.
struct ccurl_library {
  int (*global_init)(long flags);
  char *(*version)(void);
  void *(*easy_init)(void);
  void (*easy_cleanup)(void *easy);
  int (*easy_setopt)(void *easy, int option, ...);
  int (*easy_getinfo)(void *easy, int info, ...);
  const char *(*easy_strerror)(int code);
  struct ccurl_slist *(*slist_append)(struct ccurl_slist *list, const char *line);
  void (*slist_free_all)(struct ccurl_slist *list);
  void *(*multi_init)(void);
  int (*multi_cleanup)(void *multi);
  int (*multi_setopt)(void *multi, int option, ...);
  int (*multi_add_handle)(void *multi, void *easy);
  int (*multi_remove_handle)(void *multi, void *easy);
  int (*multi_socket_action)(void *multi, int descriptor, int events, int *running);
  int (*multi_timeout)(void *multi, long *milliseconds);
  struct ccurl_message *(*multi_info_read)(void *multi, int *remaining);
};

/// Opens the library of that name and initialises it. Returns false when it cannot be opened, or lacks a function.
bool ccurl_open(struct ccurl_library *library, const char *name);

// Swift cannot call variadic functions: one typed call for each kind of argument.

int ccurl_set_long(const struct ccurl_library *library, void *easy, int option, long value);
int ccurl_set_offset(const struct ccurl_library *library, void *easy, int option, int64_t value);
int ccurl_set_string(const struct ccurl_library *library, void *easy, int option, const char *value);
int ccurl_set_pointer(const struct ccurl_library *library, void *easy, int option, void *value);
int ccurl_set_list(const struct ccurl_library *library, void *easy, int option, struct ccurl_slist *value);
int ccurl_set_data_callback(
  const struct ccurl_library *library, void *easy, int option, ccurl_data_callback callback);
int ccurl_set_prereq_callback(
  const struct ccurl_library *library, void *easy, int option, ccurl_prereq_callback callback);

int ccurl_get_long(const struct ccurl_library *library, void *easy, int info, long *value);
int ccurl_get_pointer(const struct ccurl_library *library, void *easy, int info, void **value);

int ccurl_multi_set_long(const struct ccurl_library *library, void *multi, int option, long value);
int ccurl_multi_set_pointer(const struct ccurl_library *library, void *multi, int option, void *value);
int ccurl_multi_set_socket_callback(
  const struct ccurl_library *library, void *multi, int option, ccurl_socket_callback callback);
int ccurl_multi_set_timer_callback(
  const struct ccurl_library *library, void *multi, int option, ccurl_timer_callback callback);

#ifdef __cplusplus
}
#endif

#endif
