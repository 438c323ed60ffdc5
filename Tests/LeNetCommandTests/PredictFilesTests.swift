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

  @Test("No table replaces an old one when nothing could be read")
  func oldTable() throws {
    let folder = try TemporaryFolder()
    try folder.write("1,2", to: "old.csv")
    try folder.write("1,2", to: "test.csv")
    try folder.write("no picture", to: "bad.png")
    for (input, options, part) in [
      ("tset.csv", ["--kaggle"], "the data file tset.csv does not exist; did you mean 'test.csv'?"),
      ("x.npy", [], "the data file x.npy does not exist"),
      ("bad.png", ["--kaggle"], "the table old.csv is not written"),
      ("bad.png", [], "the table old.csv is not written"),
      ("none.png", [], "the table old.csv is not written"),
    ] {
      let result = try LeNetProcess.run(
        ["predict", input, "--csv", "old.csv"] + options, in: folder.path)
      #expect(result.status == 2 && result.errors.contains(part), "\(input): \(result)")
      #expect(folder.text("old.csv") == "1,2", "\(input)")
    }
    // A new table tells what could not be read; Kaggle's form has no place for it.
    let new = try LeNetProcess.run(["predict", "bad.png", "--csv", "new.csv"], in: folder.path)
    #expect(new.status == 1 && folder.text("new.csv").contains("bad.png,"), "\(new)")
    let kaggle = try LeNetProcess.run(
      ["predict", "bad.png", "--csv", "k.csv", "--kaggle"], in: folder.path)
    #expect(kaggle.status == 2 && folder.bytes("k.csv") == nil, "\(kaggle)")
  }

  @Test("Unreadable pictures before the first answer are in the table, and have no line for Kaggle")
  func unreadable() throws {
    let folder = try TemporaryFolder()
    _ = try PredictCommandTests.digits(0..<1, in: folder)
    try folder.write("no picture", to: "bad.png")
    try folder.write("1,2", to: "old.csv")
    let predict = ["predict", "bad.png", "digits/00000.png", "--csv", "old.csv"]
    let result = try LeNetProcess.run(predict, in: folder.path)
    let lines = folder.text("old.csv").split(separator: "\n")
    #expect(result.status == 1 && lines.count == 3, "\(result) \(lines)")
    #expect(lines[1].hasPrefix("bad.png,") && lines[2].hasPrefix("digits/00000.png,accepted"))
    let kaggle = try LeNetProcess.run(predict + ["--kaggle"], in: folder.path)
    #expect(kaggle.status == 1 && kaggle.errors.contains("1 picture without an answer"))
    #expect(folder.text("old.csv") == "ImageId,Label\ndigits/00000.png,7\n")
  }

  @Test(
    "/dev/stdout and open descriptors take a table, and a table that cannot be written is told first"
  )
  func descriptors() throws {
    let folder = try TemporaryFolder()
    _ = try PredictCommandTests.digits(0..<1, in: folder)
    let first = try LeNetProcess.shell(
      "\"$LENET\" predict digits/00000.png --csv /dev/stdout 2>/dev/null", in: folder)
    #expect(first.hasPrefix("file,verdict") && first.contains("\ndigits/00000.png,accepted"))
    let third = try LeNetProcess.shell(
      "echo head >kept; \"$LENET\" predict digits --csv /dev/fd/3 3>>kept 2>/dev/null; cat kept",
      in: folder)
    #expect(third.hasPrefix("head\nfile,verdict"), "\(third)")
    let none = try LeNetProcess.run(
      ["predict", "digits", "--csv", "none/a.csv"], in: folder.path)
    #expect(none.status == 2 && none.output.isEmpty, "\(none)")
  }

  @Test("An output in a folder that does not exist is wrong use, and told before the work")
  func missingFolders() throws {
    let fixture = try Fixture.shared.get()
    let folder = try TemporaryFolder()
    _ = try PredictCommandTests.digits(0..<1, in: folder)
    for arguments in [
      ["predict", "digits/00000.png", "--explain", "none/a.svg"],
      ["evaluate", fixture.model, "--data", fixture.data, "--answers", "none/a.csv"],
      ["show", "bitmaps", "-o", "none/a.svg"],
      ["show", "kernels", fixture.model, "-o", "none/a.npz"],
      ["export", fixture.model, "--to", "npz", "-o", "none/a", "--data", fixture.data],
      ["runs", "compare", fixture.run, fixture.run, "--output", "none/a.svg"],
    ] {
      let result = try LeNetProcess.run(arguments, in: folder.path)
      #expect(result.status == 2 && result.output.isEmpty, "\(result)")
      #expect(result.errors.contains("its folder does not exist; create it first"), "\(result)")
    }
  }

  @Test("The folder of a run is not one of pictures")
  func run() throws {
    let fixture = try Fixture.shared.get()
    let result = try LeNetProcess.run(["predict", fixture.run])
    #expect(result.status == 2 && result.errors.contains("--model \(fixture.run)"), "\(result)")
  }
}
