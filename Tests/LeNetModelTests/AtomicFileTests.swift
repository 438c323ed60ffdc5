import Foundation
import LeNetFiles
import LeNetModel
import Synchronization
import Testing

@Suite struct AtomicFileTests {
  @Test("A file is made, replaced, and nothing is left beside it", arguments: [0, 1, 5_000_000])
  func write(count: Int) throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("a")
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31) }
    try AtomicFile.write(bytes, to: path)
    #expect(folder.bytes("a") == bytes)
    try AtomicFile.write([1, 2, 3], to: path)
    #expect(folder.bytes("a") == [1, 2, 3])
    #expect(try folder.names() == ["a"])
  }

  @Test("A place where no file can be is known before")
  func places() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try AtomicFile.write([1], to: folder.file("a"))
    try AtomicFile.check(folder.file("a"))
    try AtomicFile.check(folder.file("new"))
    for (name, code) in [("none/a", ENOENT), ("a/b", ENOTDIR), ("", EISDIR)] {
      let error = #expect(throws: AtomicFileError.self) {
        try AtomicFile.check(name.isEmpty ? folder.file("") + "." : folder.file(name))
      }
      #expect(error?.cause.code == code && error?.isWrongPlace == true, "\(name)")
    }
  }

  @Test("New files are written once, and not over others")
  func newFiles() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let files = NewFiles()
    for number in 0..<300 { try files.write([UInt8(number % 256)], to: folder.file("\(number)")) }
    files.synchronize()
    #expect(folder.bytes("299") == [43])
    #expect(throws: AtomicFileError.self) { try files.write([1], to: folder.file("0")) }
    #expect(folder.bytes("0") == [0])
  }

  @Test("What a crash left is taken over, a longer one too")
  func leftover() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try Data(repeating: 9, count: 1000).write(to: URL(fileURLWithPath: folder.file(".a.partial")))
    try AtomicFile.write([1], to: folder.file("a"))
    #expect(folder.bytes("a") == [1])
    #expect(try folder.names() == ["a"])
  }

  @Test("Writers of one path wait for each other, and every state of the file is whole")
  func writers() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    let path = folder.file("a")
    try AtomicFile.write(Array(repeating: 255, count: 20_000), to: path)
    let failures = Mutex<[String]>([])
    let finished = DispatchSemaphore(value: 0)
    // Threads of their own: tasks would share one thread for each core and hardly ever meet.
    let count = 8
    for writer in 0..<count {
      Thread.detachNewThread {
        for round in 0..<20 {
          var isWhole = false
          let failure = sentence {
            try AtomicFile.write(Array(repeating: UInt8(writer), count: 20_000), to: path)
            let bytes = try FileReading.bytes(of: path, limit: 1 << 20)
            isWhole = bytes.count == 20_000 && Set(bytes).count == 1
          }
          guard !isWhole else { continue }
          failures.withLock { $0.append("writer \(writer), round \(round): mixed. \(failure)") }
        }
        finished.signal()
      }
    }
    for _ in 0..<count { finished.wait() }
    #expect(failures.withLock(\.self) == [])
    #expect(try folder.names() == ["a"])
  }

  @Test("A symbolic link is replaced, what it leads to is left alone")
  func link() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try AtomicFile.write([1], to: folder.file("target"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.file("link"), withDestinationPath: folder.file("target"))
    try AtomicFile.write([2], to: folder.file("link"))
    #expect(folder.bytes("target") == [1])
    #expect(folder.bytes("link") == [2])
  }

  @Test("A path without folder lies in the current one")
  func relativePath() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      try #require(FileManager.default.changeCurrentDirectoryPath(folder.path))
      try FileManager.default.createDirectory(
        atPath: "sub", withIntermediateDirectories: false)
      for path in ["a", "./b", "sub/c", "sub/../d"] {
        try AtomicFile.write([7], to: path)
        #expect(try FileReading.bytes(of: path, limit: 1) == [7])
      }
      #expect(try folder.names() == ["a", "b", "d", "sub"])
    }
  }

  @Test("A failed write leaves the old file and nothing else")
  func failure() async {
    await #expect(processExitsWith: .success) {
      let folder = try TemporaryFolder()
      defer { folder.remove() }
      let path = folder.file("a")
      try AtomicFile.write([1, 2, 3], to: path)
      // No file may grow beyond 4096 bytes; without the signal the call fails instead.
      signal(SIGXFSZ, SIG_IGN)
      var limit = rlimit(rlim_cur: 4096, rlim_max: 4096)
      #if canImport(Glibc)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
      #else
      setrlimit(RLIMIT_FSIZE, &limit)
      #endif
      #expect(throws: AtomicFileError(path, .writing, SystemError(EFBIG))) {
        try AtomicFile.write(Array(repeating: 0, count: 5000), to: path)
      }
      #expect(folder.bytes("a") == [1, 2, 3])
      #expect(try folder.names() == ["a"])
    }
  }

  @Test("A place that cannot be written is named with what to do")
  func sentences() throws {
    let folder = try TemporaryFolder()
    defer { folder.remove() }
    try AtomicFile.write([1], to: folder.file("file"))
    let defects = [
      (folder.file("none/a"), "its folder does not exist; create it first"),
      (folder.file("file/a"), "its folder does not exist; create it first"),
      (folder.path, "the path is a folder; add a file name"),
      (folder.path + "/", "the path is a folder; add a file name"),
      ("", "the path is a folder; add a file name"),
      (".", "the path is a folder; add a file name"),
      ("a/..", "the path is a folder; add a file name"),
      ("/dev/null", "the path does not name a regular file; choose another"),
      ("a\0b", "the path does not name a regular file; choose another"),
    ]
    for (path, reason) in defects {
      #expect(
        sentence { try AtomicFile.write([1], to: path) }
          == "the file \(path) was not written: \(reason)")
    }
    #expect(try folder.names() == ["file"])
  }

  static let codes: [(Int32, AtomicFileError.Step, String)] = [
    (
      ENOSPC, .writing,
      "the file m was not written: the disk is full; free some space and try again"
    ),
    (
      EDQUOT, .writing,
      "the file m was not written: the disk is full; free some space and try again"
    ),
    (
      ENOSPC, .opening,
      "the file m was not written: the disk is full; free some space and try again"
    ),
    (
      EACCES, .opening,
      "the file m was not written: this user may not write to its folder; choose another"
    ),
    (
      EROFS, .opening,
      "the file m was not written: its file system is read-only; choose another folder"
    ),
    (EIO, .writing, "the file m was not written: \(SystemError(EIO).reason.lowercased())"),
    (
      EIO, .folder,
      """
      the file m was written, but its folder could not be synced to the disk: \
      \(SystemError(EIO).reason)
      """
    ),
  ]

  @Test("Errors of the system become sentences", arguments: codes)
  func code(code: Int32, step: AtomicFileError.Step, expected: String) {
    let error = AtomicFileError("m", step, SystemError(code))
    #expect("\(error)" == expected)
  }
}
