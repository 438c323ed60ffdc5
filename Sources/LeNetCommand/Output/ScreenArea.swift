#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// Some lines of a terminal that are drawn again in place.
struct ScreenArea {
  private let stream: OutputStream
  private var drawn = 0

  init(on stream: OutputStream) {
    self.stream = stream
  }

  /// Lines of the terminal's window at this moment; 24 where it does not tell.
  static var rows: Int {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_row > 0 else { return 24 }
    return Int(size.ws_row)
  }

  /// Puts lines in the place of those that are there, in one write so that nothing flickers.
  mutating func draw(_ lines: [String]) throws(OutputError) {
    var text = drawn > 0 ? "\u{1B}[\(drawn)A\r" : ""
    for line in lines { text += line + "\u{1B}[K\n" }
    // What was longer before is cleared away.
    text += "\u{1B}[J"
    try stream.write(text)
    drawn = lines.count
  }
}
