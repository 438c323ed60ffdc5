import Foundation
import Synchronization

/// A terminal without a screen: what a program writes to one end is kept.
final class PseudoTerminal: Sendable {
  /// The end for the program.
  let program: FileHandle
  private let text = Mutex<[UInt8]>([])
  private let ended = DispatchSemaphore(value: 0)

  struct Failure: Error {}

  init(columns: UInt16 = 100) throws {
    let (screen, other) = try Self.open()
    program = FileHandle(fileDescriptor: other, closeOnDealloc: true)
    var size = winsize(ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(other, UInt(TIOCSWINSZ), &size)
    // Read all the time: a full terminal would stop the program.
    Thread.detachNewThread { self.keep(from: screen) }
  }

  /// All that was written, once the program has ended.
  func close() throws -> String {
    try program.close()
    ended.wait()
    return text.withLock { String(decoding: $0, as: UTF8.self) }
  }

  /// Both ends of a new terminal.
  private static func open() throws -> (screen: Int32, program: Int32) {
    let screen = Foundation.open("/dev/ptmx", O_RDWR | O_NOCTTY)
    guard screen >= 0, let name = name(ofTerminal: screen) else { throw Failure() }
    let program = Foundation.open(name, O_RDWR | O_NOCTTY)
    guard program >= 0 else { throw Failure() }
    return (screen, program)
  }

  /// Unlocks the program's end and gives its path.
  private static func name(ofTerminal screen: Int32) -> String? {
    #if os(Linux)
    // What grantpt, unlockpt and ptsname do; they are hidden from Swift. See ioctl_tty(2).
    let (setLock, getNumber): (UInt, UInt) = (0x4004_5431, 0x8004_5430)
    var lock: Int32 = 0
    var number: Int32 = 0
    guard ioctl(screen, setLock, &lock) == 0, ioctl(screen, getNumber, &number) == 0 else {
      return nil
    }
    return "/dev/pts/\(number)"
    #else
    guard grantpt(screen) == 0, unlockpt(screen) == 0 else { return nil }
    return ptsname(screen).map { String(cString: $0) }
    #endif
  }

  private func keep(from screen: Int32) {
    var buffer = [UInt8](repeating: 0, count: 4096)
    // When the other end is closed, Linux ends with an error (EIO), macOS with no bytes.
    while true {
      let count = read(screen, &buffer, buffer.count)
      guard count > 0 else { break }
      text.withLock { $0 += buffer[..<count] }
    }
    Foundation.close(screen)
    ended.signal()
  }
}
