// GET of one URL over 16 kept-alive connections with libcurl's multi interface, COUNT times in all; prints how many a
// second as JSON. What libcurl itself leaves of what a web server can do. Usage: get-window COUNT URL [HEADER...]
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { connections = 16 };

static size_t take(char *bytes, size_t size, size_t count, void *length) {
  (void)bytes;
  *(size_t *)length += size * count;
  return size * count;
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  size_t count = (size_t)atoll(argv[1]), begun = 0, done = 0, lengths[connections];
  struct curl_slist *headers = NULL;
  for (int at = 3; at < argc; at++) headers = curl_slist_append(headers, argv[at]);
  CURLM *multi = curl_multi_init();
  for (size_t at = 0; at < connections && begun < count; at++, begun++) {
    CURL *easy = curl_easy_init();
    lengths[at] = 0;
    curl_easy_setopt(easy, CURLOPT_URL, argv[2]);
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
    if (getenv("SSL_CERT_FILE")) curl_easy_setopt(easy, CURLOPT_CAINFO, getenv("SSL_CERT_FILE"));
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &lengths[at]);
    curl_easy_setopt(easy, CURLOPT_PRIVATE, &lengths[at]);
    curl_multi_add_handle(multi, easy);
  }
  double start = now();
  while (done < count) {
    int running = 0, left = 0;
    if (curl_multi_perform(multi, &running) != CURLM_OK) return 1;
    for (CURLMsg *message; (message = curl_multi_info_read(multi, &left));) {
      if (message->msg != CURLMSG_DONE) continue;
      CURL *easy = message->easy_handle;
      CURLcode result = message->data.result;
      long status = 0;
      size_t *length = NULL;
      curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
      curl_easy_getinfo(easy, CURLINFO_PRIVATE, &length);
      if (result != CURLE_OK || status != 200 || *length == 0) return 1;
      *length = 0;
      done++;
      curl_multi_remove_handle(multi, easy);
      if (begun < count) {
        curl_multi_add_handle(multi, easy);
        begun++;
      }
    }
    if (done < count) curl_multi_poll(multi, NULL, 0, 1000, NULL);
  }
  printf("{\"perSecond\": %.1f}\n", (double)count / (now() - start));
}
