// Drives a program over its standard input and output, and prints what it measured as one line of JSON.
//
//   pipe-driver first COUNT FILE PROGRAM [ARG...]            from the spawn to the first answer, COUNT times, in ns
//   pipe-driver roundtrip COUNT FILE PROGRAM [ARG...]        a request and its answer, one after the other, in ns;
//                                                            and the program's processor time for all of them
//   pipe-driver paced COUNT FILE PROGRAM [ARG...]            the same, 200 us after the answer before
//   pipe-driver stream COUNT FILE PROGRAM [ARG...]           COUNT lines as fast as they are taken; resident memory
//   pipe-driver window COUNT WIDTH FILE PROGRAM [ARG...]     COUNT lines, WIDTH of them unanswered at any time
//
// FILE holds the lines, which are sent round and round; each has one line of answer. PIPE_PIN=CPU keeps the program on that
// processor and the driver off it. In C, so that what is measured is the program and not the driver.
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <sched.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char *text;
static size_t *starts;  // of each line, and the end of the last
static size_t lineCount;
static char input[1 << 20];

static void fail(const char *what) {
  fprintf(stderr, "pipe-driver: %s: %s\n", what, strerror(errno));
  exit(1);
}

static long long now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void readLines(const char *path) {
  int file = open(path, O_RDONLY);
  struct stat status;
  if (file < 0 || fstat(file, &status) != 0) fail(path);
  size_t size = (size_t)status.st_size;
  text = malloc(size);
  for (size_t got = 0; got < size;) {
    ssize_t count = read(file, text + got, size - got);
    if (count <= 0) fail(path);
    got += (size_t)count;
  }
  close(file);
  starts = malloc((size + 1) * sizeof *starts);
  starts[0] = 0;
  for (size_t at = 0; at < size; at++)
    if (text[at] == '\n') starts[++lineCount] = at + 1;
  if (lineCount == 0 || starts[lineCount] != size) {
    errno = EINVAL;
    fail("a file of whole lines is needed");
  }
}

struct child {
  pid_t id;
  int to, from;
};

static struct child spawn(char **arguments) {
  int down[2], up[2];
  if (pipe2(down, O_CLOEXEC) != 0 || pipe2(up, O_CLOEXEC) != 0) fail("pipe");
  const char *pin = getenv("PIPE_PIN");
  pid_t id = vfork();
  if (id == 0) {
    dup2(down[0], 0);
    dup2(up[1], 1);
    if (pin) {
      cpu_set_t set;
      CPU_ZERO(&set);
      CPU_SET(atoi(pin), &set);
      sched_setaffinity(0, sizeof set, &set);
    }
    execvp(arguments[0], arguments);
    _exit(127);
  }
  if (id < 0) fail("vfork");
  close(down[0]);
  close(up[1]);
  return (struct child){id, down[1], up[0]};
}

// The program's exit is waited for, so that it is not under way during the next measurement.
static void finish(struct child child) {
  close(child.to);
  while (read(child.from, input, sizeof input) > 0) {}
  close(child.from);
  int status;
  if (waitpid(child.id, &status, 0) < 0) fail("waitpid");
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    fprintf(stderr, "pipe-driver: the program ended with status %d\n", status);
    exit(1);
  }
}

static void writeAll(int descriptor, const char *bytes, size_t count) {
  while (count > 0) {
    ssize_t written = write(descriptor, bytes, count);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write");
    bytes += written;
    count -= (size_t)written;
  }
}

static void readLine(int descriptor) {
  while (1) {
    ssize_t count = read(descriptor, input, sizeof input);
    if (count <= 0) fail("the program ended before its answer");
    if (input[count - 1] == '\n') return;
  }
}

static void roundTrip(struct child child, size_t line) {
  writeAll(child.to, text + starts[line], starts[line + 1] - starts[line]);
  readLine(child.from);
}

static void printSamples(const long long *samples, size_t count) {
  printf("\"samples\": [");
  for (size_t at = 0; at < count; at++) printf(at ? ", %lld" : "%lld", samples[at]);
  printf("]");
}

static long long processorTime(pid_t id) {
  clockid_t clock;
  struct timespec time;
  if (clock_getcpuclockid(id, &clock) != 0 || clock_gettime(clock, &time) != 0) fail("the program's processor time");
  return time.tv_sec * 1000000000LL + time.tv_nsec;
}

static void measureFirst(size_t count, char **arguments) {
  long long *samples = malloc(count * sizeof *samples);
  for (size_t at = 0; at < count; at++) {
    long long start = now();
    struct child child = spawn(arguments);
    roundTrip(child, 0);
    samples[at] = now() - start;
    finish(child);
  }
  printf("{");
  printSamples(samples, count);
  printf("}\n");
}

static void measureRoundTrips(size_t count, useconds_t pause, char **arguments) {
  struct child child = spawn(arguments);
  for (size_t at = 0; at < count / 4 + 1; at++) roundTrip(child, at % lineCount);
  long long *samples = malloc(count * sizeof *samples);
  long long before = processorTime(child.id);
  for (size_t at = 0; at < count; at++) {
    if (pause > 0) usleep(pause);
    long long start = now();
    roundTrip(child, at % lineCount);
    samples[at] = now() - start;
  }
  long long used = processorTime(child.id) - before;
  finish(child);
  printf("{\"processorNs\": %lld, ", used);
  printSamples(samples, count);
  printf("}\n");
}

static long residentKiB(pid_t id) {
  char path[64];
  char line[256];
  snprintf(path, sizeof path, "/proc/%d/status", (int)id);
  FILE *file = fopen(path, "r");
  long value = -1;
  while (file && fgets(line, sizeof line, file))
    if (sscanf(line, "VmRSS: %ld", &value) == 1) break;
  if (file) fclose(file);
  return value;
}

// Sends `count` lines, at most `width` of them unanswered, and returns how long it took until the last answer.
static long long pump(struct child child, size_t count, size_t width) {
  static size_t line;
  size_t sent = 0, answered = 0, offset = 0;
  long long start = now();
  while (answered < count) {
    size_t allowed = answered + width < count ? answered + width : count;
    struct pollfd requests[2] = {{child.from, POLLIN, 0}, {sent < allowed ? child.to : -1, POLLOUT, 0}};
    if (poll(requests, 2, -1) < 0 && errno != EINTR) fail("poll");
    if (requests[1].revents) {
      // As many whole lines as the window allows and lie side by side.
      size_t lines = allowed - sent;
      if (lines > lineCount - line) lines = lineCount - line;
      ssize_t written =
          write(child.to, text + starts[line] + offset, starts[line + lines] - starts[line] - offset);
      if (written < 0 && errno != EAGAIN) fail("write");
      if (written > 0) {
        size_t end = starts[line] + offset + (size_t)written;
        while (starts[line + 1] <= end) {
          sent++;
          line++;
          if (line == lineCount) break;
        }
        offset = end - starts[line];
        if (line == lineCount) {
          line = 0;
          offset = 0;
        }
      }
    }
    if (requests[0].revents) {
      ssize_t got = read(child.from, input, sizeof input);
      if (got <= 0) fail("the program ended before its last answer");
      for (char *at = input; (at = memchr(at, '\n', (size_t)(input + got - at))); at++) answered++;
    }
  }
  return now() - start;
}

static void measureStream(size_t count, size_t width, char **arguments) {
  struct child child = spawn(arguments);
  fcntl(child.to, F_SETFL, O_NONBLOCK);
  pump(child, 1, 1);
  usleep(200000);
  long idle = residentKiB(child.id);
  // What compiles while it runs has done so by then.
  size_t warm = count / 4 + 1;
  pump(child, warm, width);
  long long before = processorTime(child.id);
  long long took = pump(child, count, width);
  long long used = processorTime(child.id) - before;
  long after = residentKiB(child.id);
  finish(child);
  printf(
      "{\"lines\": %zu, \"ns\": %lld, \"processorNs\": %lld, \"idleKiB\": %ld, \"afterKiB\": %ld}\n", count, took, used,
      idle, after);
}

int main(int argc, char **argv) {
  signal(SIGPIPE, SIG_IGN);
  if (argc < 5) {
    fprintf(stderr, "usage: pipe-driver MODE COUNT [WIDTH] FILE PROGRAM [ARG...]\n");
    return 2;
  }
  const char *pin = getenv("PIPE_PIN");
  if (pin) {
    cpu_set_t set;
    sched_getaffinity(0, sizeof set, &set);
    if (CPU_COUNT(&set) > 1) CPU_CLR(atoi(pin), &set);
    sched_setaffinity(0, sizeof set, &set);
  }
  size_t count = (size_t)atoll(argv[2]);
  int hasWidth = strcmp(argv[1], "window") == 0;
  readLines(argv[3 + hasWidth]);
  char **arguments = argv + 4 + hasWidth;
  if (strcmp(argv[1], "first") == 0) {
    measureFirst(count, arguments);
  } else if (strcmp(argv[1], "roundtrip") == 0) {
    measureRoundTrips(count, 0, arguments);
  } else if (strcmp(argv[1], "paced") == 0) {
    measureRoundTrips(count, 200, arguments);
  } else if (strcmp(argv[1], "stream") == 0) {
    measureStream(count, count, arguments);
  } else if (hasWidth) {
    measureStream(count, (size_t)atoll(argv[3]), arguments);
  } else {
    return 2;
  }
  return 0;
}
