// GET of one URL over one kept-alive connection with libcurl's easy interface, COUNT times, one after the other; prints
// the nanoseconds of each as JSON. Usage: get_loop COUNT URL [HEADER...]
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char body[1 << 16];
static size_t length;

static size_t take(char *bytes, size_t size, size_t count, void *context) {
  (void)context;
  if (length + size * count > sizeof body) return 0;
  memcpy(body + length, bytes, size * count);
  length += size * count;
  return size * count;
}

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  size_t count = (size_t)atoll(argv[1]), warm = count / 4 + 1;
  long long *samples = malloc(count * sizeof *samples);
  struct curl_slist *headers = NULL;
  for (int at = 3; at < argc; at++) headers = curl_slist_append(headers, argv[at]);
  CURL *easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_URL, argv[2]);
  curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers);
  if (getenv("SSL_CERT_FILE")) curl_easy_setopt(easy, CURLOPT_CAINFO, getenv("SSL_CERT_FILE"));
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, take);
  for (size_t at = 0; at < warm + count; at++) {
    length = 0;
    long long start = now();
    long status = 0;
    if (curl_easy_perform(easy) != CURLE_OK) return 1;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    if (status != 200 || length == 0) return 1;
    if (at >= warm) samples[at - warm] = now() - start;
  }
  printf("{\"samples\": [");
  for (size_t at = 0; at < count; at++) printf(at ? ", %lld" : "%lld", samples[at]);
  printf("]}\n");
}
