import Foundation
import Testing

@Suite("A full disk", .serialized)
struct FullDiskTests {
  @Test(
    "It stops a run with one sentence and leaves the old model whole",
    .enabled(if: SmallDisk.isAvailable, "needs the right to mount a small tmpfs"))
  func fullDisk() throws {
    let fixture = try Fixture.shared.get()
    let disk = try SmallDisk(kilobytes: 6000)
    defer { disk.unmount() }
    let command = fixture.trainOptions + ["--output", "\(disk.path)/run"]
    let first = try LeNetProcess.run(command)
    #expect(first.status == 0, "\(first.errors)")
    let model = FileManager.default.contents(atPath: "\(disk.path)/run/model.safetensors")
    try disk.fill()
    let second = try LeNetProcess.run(command + ["--epochs", "5", "--resume"])
    #expect(second.status == 1)
    #expect(second.errors.split(separator: "\n").count == 1)
    #expect(second.errors.contains("the disk is full"), "\(second.errors)")
    #expect(
      FileManager.default.contents(atPath: "\(disk.path)/run/model.safetensors") == model)
    let names = try FileManager.default.contentsOfDirectory(atPath: "\(disk.path)/run")
    #expect(!names.contains { $0.contains("tmp") }, "\(names)")
    let new = try LeNetProcess.run(fixture.trainOptions + ["--output", "\(disk.path)/new"])
    #expect(new.status == 1, "\(new.errors)")
    disk.empty()
    let third = try LeNetProcess.run(command + ["--epochs", "5", "--resume"])
    #expect(third.status == 0, "\(third.errors)")
  }
}

/// A file system in memory that is soon full; to make one takes root on Linux.
private struct SmallDisk {
  let path: String

  struct Failure: Error {}

  /// Tried once, since even root may not mount inside a container.
  static let isAvailable: Bool = {
    guard let disk = try? SmallDisk(kilobytes: 100) else { return false }
    disk.unmount()
    return true
  }()

  init(kilobytes: Int) throws {
    path = NSTemporaryDirectory() + "/lenet-disk-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    let options = ["-t", "tmpfs", "-o", "size=\(kilobytes)k", "tmpfs", path]
    guard Self.call("mount", options) else {
      try? FileManager.default.removeItem(atPath: path)
      throw Failure()
    }
  }

  func unmount() {
    _ = Self.call("umount", [path])
    try? FileManager.default.removeItem(atPath: path)
  }

  /// Leaves no byte free.
  func fill() throws {
    try Data().write(to: URL(fileURLWithPath: path + "/filler"))
    let filler = try FileHandle(forWritingTo: URL(fileURLWithPath: path + "/filler"))
    while (try? filler.write(contentsOf: Data(repeating: 1, count: 4096))) != nil {}
    try filler.close()
  }

  func empty() {
    try? FileManager.default.removeItem(atPath: path + "/filler")
  }

  private static func call(_ program: String, _ arguments: [String]) -> Bool {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [program] + arguments
    process.standardError = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return false }
    process.waitUntilExit()
    return process.terminationStatus == 0
  }
}
