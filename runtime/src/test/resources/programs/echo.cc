// The smallest worker there can be: answers each input with itself. For one unary call at a time.
#include <arpa/inet.h>
#include <endian.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <string>

static int node;

static std::string take(size_t count) {
  std::string bytes(count, 0);
  for (size_t done = 0; done < count;) {
    ssize_t got = read(node, &bytes[done], count - done);
    if (got <= 0) _exit(2);
    done += got;
  }
  return bytes;
}

static uint64_t number(const std::string& bytes, size_t from, int width) {
  uint64_t value = 0;
  for (int i = 0; i < width; i++) value = value << 8 | static_cast<uint8_t>(bytes[from + i]);
  return value;
}

static void send(uint8_t type, uint64_t id, const std::string& payload) {
  uint32_t length = htonl(9 + payload.size());
  id = htobe64(id);
  std::string frame(reinterpret_cast<char*>(&length), 4);
  frame += static_cast<char>(type);
  frame.append(reinterpret_cast<char*>(&id), 8).append(payload);
  for (size_t done = 0; done < frame.size();) {
    ssize_t sent = write(node, frame.data() + done, frame.size() - done);
    if (sent <= 0) _exit(2);
    done += sent;
  }
}

int main(int count, char** arguments) {
  if (count != 2) return 64;
  sockaddr_un address{AF_UNIX, {}};
  strncpy(address.sun_path, arguments[1], sizeof address.sun_path - 1);
  node = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connect(node, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return 2;
  send(1, 0, "{\"protocol\":1,\"worker\":\"c++\"}");
  while (true) {
    std::string head = take(13);
    std::string payload = take(number(head, 0, 4) - 9);
    switch (head[4]) {
      case 2:  // LOAD
        send(3, 0, "{\"load_millis\":0}");
        break;
      case 6: {  // RUN
        size_t call = 2 + number(payload, 0, 2) + 4;
        std::string input = payload.substr(call + 12, number(payload, call + 8, 4));
        send(10, number(payload, call, 8), std::string(8, '\xff') + input);
        break;
      }
      case 12:  // CANCEL
        break;
      case 13:  // DRAIN
        return 0;
      default:
        return 2;
    }
  }
}
