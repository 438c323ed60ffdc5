#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#elseif canImport(Darwin)
import Darwin
#endif

/// The machine of a run, for `run.json`, without its name and user.
public enum Machine {
  /// The processor's name as the system gives it, or the kind of processor.
  package static let processor: String = {
    let lines = text(ofSystemFile: "/proc/cpuinfo").split(separator: "\n")
    let line = lines.first { $0.hasPrefix("model name") }
    let name = line?.split(separator: ":", maxSplits: 1).last.map(trimmed)
    return name.flatMap { $0.isEmpty ? nil : $0 } ?? uname(\.machine)
  }()

  /// The operating system and its kernel, as in `Debian GNU/Linux 12 (bookworm), Linux 6.1.0`.
  package static let system: String = {
    let kernel = "\(uname(\.sysname)) \(uname(\.release))"
    let lines = text(ofSystemFile: "/etc/os-release").split(separator: "\n")
    guard let line = lines.first(where: { $0.hasPrefix("PRETTY_NAME=") }) else { return kernel }
    let name = line.dropFirst("PRETTY_NAME=".count).filter { $0 != "\"" }
    return "\(name), \(kernel)"
  }()

  /// The text of a small file whose reported size may be 0, such as a kernel file; empty if it is missing.
  private static func text(ofSystemFile path: String) -> String {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return "" }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: 1 << 14)
    let count = read(descriptor, &bytes, bytes.count)
    return String(decoding: bytes.prefix(max(0, count)), as: UTF8.self)
  }

  private static func trimmed(_ text: Substring) -> String {
    var text = text
    while text.first?.isWhitespace == true { text.removeFirst() }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }

  /// A text from the system's description.
  private static func uname<Characters>(_ part: KeyPath<utsname, Characters>) -> String {
    var names = utsname()
    guard unameOfSystem(&names) == 0 else { return "unknown" }
    return withUnsafeBytes(of: names[keyPath: part]) { bytes in
      String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
  }
}

private func unameOfSystem(_ names: inout utsname) -> Int32 { uname(&names) }
