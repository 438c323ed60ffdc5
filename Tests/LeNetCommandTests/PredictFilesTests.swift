import Foundation
import Testing

@Suite("What lenet predict reads and writes")
struct PredictFilesTests {
  // macOS has no such names, and no limit of address space.
  #if os(Linux)
  @Test("A picture whose name is not UTF-8 is read, named and found in its folder")
  func nameOfBytes() throws {
    let folder = try TemporaryFolder()
    _ = try PredictCommandTests.digits(0..<1, in: folder)
    let answers = try LeNetProcess.shell(
      """
      name=$(printf 'caf\\351.png'); mkdir more; cp digits/00000.png "more/$name"
      "$LENET" predict "more/$name" more more/*
      """, in: folder)
    let lines = answers.split(separator: "\n")
    #expect(
      lines.count == 3 && lines.allSatisfy { $0.hasPrefix("more/caf\\xE9.png: 7  ") }, "\(answers)")
  }

  @Test("Where memory is too little for the picture library, a sentence says so")
  func littleMemory() throws {
    let folder = try TemporaryFolder()
    _ = try PredictCommandTests.digits(0..<1, in: folder)
    let answer = try LeNetProcess.shell(
      "ulimit -v 250000; \"$LENET\" predict digits/00000.png 2>&1; echo $?", in: folder)
    #expect(answer.contains("address space is limited to 244 MB"), "\(answer)")
    #expect(answer.hasSuffix("\n1\n"), "\(answer)")
  }
  #endif

  @Test(
    "A table is not written over what is read, through a link, or into a pipe that nobody reads")
  func tableElsewhere() throws {
    let folder = try TemporaryFolder()
    _ = try PredictCommandTests.digits(0..<1, in: folder)
    try folder.write("kept", to: "kept")
    try folder.write([UInt8](folder.bytes("digits/00000.png") ?? Data()), to: "scan")
    _ = try LeNetProcess.shell(
      "ln -s kept link.csv; ln kept hard.csv; mkfifo pipe.csv; ln -s scan other.csv", in: folder)
    for (table, part) in [
      ("link.csv", "it is a symbolic link"), ("hard.csv", "it has another name"),
      ("pipe.csv", "nobody reads this pipe"), ("scan", "would overwrite scan"),
      ("other.csv", "would overwrite scan"),
    ] {
      let result = try LeNetProcess.run(["predict", "scan", "--csv", table], in: folder.path)
      #expect(result.status == 2 && result.errors.contains(part), "\(table): \(result)")
    }
    #expect(folder.text("kept") == "kept")
    #expect(folder.bytes("scan") == folder.bytes("digits/00000.png"))
    let table = try LeNetProcess.run(["predict", "scan", "--csv", "-"], in: folder.path)
    #expect(table.status == 0 && table.lines.count == 3, "\(table)")
    #expect(table.lines[0].hasPrefix("file,verdict") && table.lines[1].hasPrefix("scan,accepted,7"))
  }

  @Test("The folder of a run is not one of pictures")
  func run() throws {
    let fixture = try Fixture.shared.get()
    let result = try LeNetProcess.run(["predict", fixture.run])
    #expect(result.status == 2 && result.errors.contains("--model \(fixture.run)"), "\(result)")
  }
}
