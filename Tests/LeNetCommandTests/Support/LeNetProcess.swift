import Foundation

/// The built program `lenet`, run as a person runs it.
final class LeNetProcess {
  /// How a run of the program ended.
  struct Result {
    /// The exit status; for a death by a signal 128 and its number, as a shell says it.
    var status: Int32
    var output: String
    var errors: String

    /// The lines of standard output.
    var lines: [String] {
      output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// The lines of standard output as JSON objects, each of which has the version of its keys, left out here.
    func objects() throws -> [[String: Any]] {
      try lines.filter { !$0.isEmpty }.map { line in
        let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
        guard var object = value as? [String: Any],
          object.removeValue(forKey: "schemaVersion") as? Int == 1
        else { throw Failure.notAnObject(line) }
        return object
      }
    }
  }

  enum Failure: Error {
    case notAnObject(String)
    case noProgram(String)
    case tooSlow([String])
  }

  private let process = Process()
  private let arguments: [String]
  private let files: TemporaryFolder
  private let ended = DispatchSemaphore(value: 0)

  /// Starts the program in a folder; output goes to files unless it is sent elsewhere.
  init(
    _ arguments: [String], in folder: String, environment: [String: String] = [:],
    output: FileHandle? = nil, errors: FileHandle? = nil
  ) throws {
    self.arguments = arguments
    files = try TemporaryFolder()
    process.executableURL = URL(fileURLWithPath: try Self.program())
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = Self.plainEnvironment.merging(environment) { _, own in own }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try output ?? files.newFile("output")
    process.standardError = try errors ?? files.newFile("errors")
    let ended = ended
    process.terminationHandler = { _ in ended.signal() }
    try process.run()
  }

  /// Runs the program to its end.
  static func run(
    _ arguments: [String], in folder: String = NSTemporaryDirectory(),
    environment: [String: String] = [:], output: FileHandle? = nil, errors: FileHandle? = nil
  ) throws -> Result {
    try LeNetProcess(
      arguments, in: folder, environment: environment, output: output, errors: errors
    ).wait()
  }

  /// What a shell script, with the program as `$LENET`, writes to standard output.
  static func shell(_ script: String, in folder: TemporaryFolder) throws -> String {
    let (process, pipe) = (Process(), Pipe())
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", script]
    process.currentDirectoryURL = URL(fileURLWithPath: folder.path)
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LENET": try program()]) { _, own in own }
    process.standardOutput = pipe
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = try pipe.fileHandleForReading.readToEnd() ?? Data()
    process.waitUntilExit()
    return String(decoding: text, as: UTF8.self)
  }

  /// Waits for the end; a program that hangs is killed after two minutes and an error thrown.
  func wait() throws -> Result {
    guard ended.wait(timeout: .now() + 120) == .success else {
      send(SIGKILL)
      throw Failure.tooSlow(arguments)
    }
    let code = process.terminationStatus
    return Result(
      status: process.terminationReason == .uncaughtSignal ? 128 + code : code,
      output: files.text("output"), errors: files.text("errors"))
  }

  /// Waits until standard output holds a text; gives whether it came before the program ended.
  func waitForOutput(_ text: String) -> Bool {
    while process.isRunning {
      if files.text("output").contains(text) { return true }
      usleep(2000)
    }
    return files.text("output").contains(text)
  }

  /// The most memory that the program has held until its end, in bytes; 0 where the system does not tell.
  func peakMemory() -> Int {
    var peak = 0
    while process.isRunning {
      let status = try? String(
        contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)
      let line = status?.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
      let kilobytes = line.flatMap { Int($0.filter(\.isNumber)) } ?? 0
      peak = max(peak, kilobytes << 10)
      usleep(2000)
    }
    return peak
  }

  /// Sends a signal to the program only.
  func send(_ signal: Int32) {
    kill(process.processIdentifier, signal)
  }

  /// Neither the terminal nor the locale of whoever runs the tests shall change a text.
  private static let plainEnvironment = [
    "PATH": ProcessInfo.processInfo.environment["PATH"] ?? "", "COLUMNS": "100",
    "LC_ALL": "C.UTF-8", "HOME": NSTemporaryDirectory(),
  ].merging(
    // Where the program was built with a coverage or library path, it needs it here too.
    ProcessInfo.processInfo.environment.filter {
      ["LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH", "LLVM_PROFILE_FILE"].contains($0.key)
    }
  ) { own, _ in own }

  /// The program beside this test bundle.
  static func program() throws -> String {
    #if os(macOS)
    let bundle = Bundle.allBundles.first { $0.bundlePath.hasSuffix(".xctest") } ?? Bundle.main
    let folder = bundle.bundleURL.deletingLastPathComponent()
    #else
    let folder = Bundle.main.bundleURL
    #endif
    let path = folder.appendingPathComponent("lenet").path
    guard FileManager.default.isExecutableFile(atPath: path) else { throw Failure.noProgram(path) }
    return path
  }
}
