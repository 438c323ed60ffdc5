#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Lines of a terminal that are redrawn in place.
struct ScreenArea {
  private let stream: OutputStream
  private var drawn = 0

  init(on stream: OutputStream) {
    self.stream = stream
  }

  /// The current number of lines of the terminal's window; 24 if unknown.
  static var rows: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return 24 }
    return Int(size.ws_row)
  }

  /// Replaces the lines, in one write, so the screen does not flicker.
  mutating func draw(_ lines: [String]) throws(OutputError) {
    var text = drawn > 0 ? "\u{1B}[\(drawn)A\r" : ""
    for line in lines { text += line + "\u{1B}[K\n" }
    // Clears the rest of longer old lines.
    text += "\u{1B}[J"
    try stream.write(text)
    drawn = lines.count
  }
}
