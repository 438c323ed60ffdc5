import LeNetArchives
import LeNetData
import LeNetModel
import LeNetTestSupport
import Testing

@Suite("CSV")
struct CSVTests {
  /// The two parts of a folder with these files.
  static func load(_ files: [String: String]) throws -> LoadedData {
    let folder = try TemporaryFolder()
    for (name, text) in files { try folder.write(text, to: name) }
    return try DataSource(path: folder.path).load()
  }

  @Test("Kaggle's form; without a test split one image in seven is kept")
  func kaggle() throws {
    let loaded = try Self.load(["train.csv": FormatFixture.csv])
    #expect(loaded.splits.training.count == 5 && loaded.splits.test.count == 1)
    #expect(loaded.splits.training.shape == Shape(1, 3, 3) && loaded.notes.count == 1)
    let images = loaded.splits.training.images + loaded.splits.test.images
    #expect(images.sorted() == Array(0..<54))
    let again = try Self.load(["train.csv": FormatFixture.csv])
    #expect(again.splits.test.images == loaded.splits.test.images)
  }

  @Test("two files are two parts; a test file without labels is told and left out")
  func twoFiles() throws {
    let both = try Self.load([
      "mnist_train.csv": FormatFixture.csv, "mnist_test.csv": "2,1,2,3,4,5,6,7,8,9\n",
    ])
    #expect(both.splits.training.count == 6 && both.splits.test.labels == [2] && both.notes.isEmpty)
    let unlabelled = (0..<9).map { "pixel\($0)" }.joined(separator: ",") + "\n1,2,3,4,5,6,7,8,9\n"
    let kaggle = try Self.load(["train.csv": FormatFixture.csv, "test.csv": unlabelled])
    #expect(kaggle.splits.test.count == 1)
    #expect(kaggle.notes.first?.hasSuffix("test.csv has no labels") == true)
  }

  @Test(
    "a number that no class can have is refused with its line",
    arguments: ["-1", "300", "999999999"])
  func impossibleLabel(label: String) throws {
    let text = "label,a,b,c,d\n1,1,2,3,4\n\(label),5,6,7,8\n0,5,6,7,8\n"
    let error = #expect(throws: DatasetError.self) { try Self.load(["train.csv": text]) }
    #expect(error?.description.contains("line 3 has the label \(label)") == true, "\(error as Any)")
  }

  @Test(
    "headers, labels anywhere, names as labels, ends of lines",
    arguments: [
      ("0,1,2,3,4\n1,5,6,7,8\n", ["0", "1"], [0, 1]),
      (
        "\u{FEFF}\"label\",\"a\",\"b\",\"c\",\"d\"\r\n\"cat\",1,2,3,4\r\n\"ant\",5,6,7,8\r\n",
        ["ant", "cat"], [1, 0]
      ),
      ("a,b,c,d,class\n1,2,3,4,x10\n5,6,7,8,x9\n", ["x9", "x10"], [1, 0]),
      (",label,0,1,2,3\n0,2,1,2,3,4\n1,0,5,6,7,8\n\n\n", ["0", "1", "2"], [2, 0]),
      ("label,0,1,2,3\n1,1.0,2.00,3,4\n0, 5 ,6,7,8", ["0", "1"], [1, 0]),
      ("cat,1,2,3,4\rdog,5,6,7,8\r", ["cat", "dog"], [0, 1]),
    ] as [(String, [String], [UInt8])])
  func variants(text: String, classes: [String], labels: [UInt8]) throws {
    let loaded = try Self.load(["train.csv": text, "test.csv": text])
    #expect(loaded.splits.test.classes == classes && loaded.splits.test.labels == labels)
    #expect(loaded.splits.test.images == Array(1...8))
  }

  @Test(
    "semicolons and tabs between fields are known by the first line; in quotation marks they are text",
    arguments: [
      ("label;a;b;c;d\n1;1;2;3;4\n0;5;6;7;8\n", ["0", "1"], [1, 0]),
      ("1;1;2;3;4\r\n0;5;6;7;8\r\n", ["0", "1"], [1, 0]),
      ("label\ta\tb\tc\td\n1\t1\t2\t3\t4\n0\t5\t6\t7\t8\n", ["0", "1"], [1, 0]),
      ("\tlabel\t0\t1\t2\t3\n0\t1\t1\t2\t3\t4\n1\t0\t5\t6\t7\t8\n", ["0", "1"], [1, 0]),
      ("cat\t1\t2\t3\t4\nant\t5\t6\t7\t8\n", ["ant", "cat"], [1, 0]),
      // Another separator in the header, in quotation marks and without.
      ("\"label\";\"a,x\";\"b,x\";\"c\";\"d\"\n1;1;2;3;4\n0;5;6;7;8\n", ["0", "1"], [1, 0]),
      ("label;a,x;b,x;c;d\n1;1;2;3;4\n0;5;6;7;8\n", ["0", "1"], [1, 0]),
      ("label,a;x,b;x,c,d\n1,1,2,3,4\n0,5,6,7,8\n", ["0", "1"], [1, 0]),
      ("label,\ta,\tb,\tc,\td\n1,\t1,\t2,\t3,\t4\n0,\t5,\t6,\t7,\t8\n", ["0", "1"], [1, 0]),
      ("1,\t1,\t2,\t3,\t4\n0,\t5,\t6,\t7,\t8\n", ["0", "1"], [1, 0]),
      // Names of classes with separators.
      ("\"x,y\",1,2,3,4\n\"a;b\",5,6,7,8\n", ["a;b", "x,y"], [1, 0]),
      ("label;a;b;c;d\n \"x;y\" ;1;2;3;4\n\"a,b\";5;6;7;8\n", ["a,b", "x;y"], [1, 0]),
    ] as [(String, [String], [UInt8])])
  func separators(text: String, classes: [String], labels: [UInt8]) throws {
    let loaded = try Self.load(["train.csv": text, "test.csv": text])
    #expect(loaded.splits.test.classes == classes && loaded.splits.test.labels == labels)
    #expect(loaded.splits.test.images == Array(1...8))
    let tabs = try Self.load(["train.tsv": text, "test.tsv": text])
    #expect(tabs.splits.training.labels == labels && tabs.splits.training.images == Array(1...8))
  }

  @Test(
    "fields in quotation marks are read as RFC 4180 writes them, and blank lines are passed over",
    arguments: [
      ("\"a,1\",1,2,3,4\n\"b\",5,6,7,8\n", ["a,1", "b"], [0, 1]),
      ("say,1,2,3,4\n\"say \"\"0\"\"\",5,6,7,8\n", ["say", "say \"0\""], [0, 1]),
      ("\"\"\"0\"\"\",1,2,3,4\n\"\"\"\",\"5\",6,7,8\n", ["\"", "\"0\""], [1, 0]),
      ("label;a;b;c;d\n \"x\"\";\"\"y\" ;1;2;3;4\nw;5;6;7;8\n", ["w", "x\";\"y"], [1, 0]),
      ("5\",1,2,3,4\n6\"\",5,6,7,8\n", ["5\"", "6\"\""], [0, 1]),
      ("\"label\",\"a\"\"\",\"b,\"\"\",c,d\n\"1\",1,2,3,4\n\"0\",5,6,7,8\n", ["0", "1"], [1, 0]),
      ("\n\nlabel,a,b,c,d\n\n1,1,2,3,4\n  \n\n0,5,6,7,8\n\n", ["0", "1"], [1, 0]),
      ("\r\n1,1,2,3,4\r\n\r\n0,5,6,7,8", ["0", "1"], [1, 0]),
    ] as [(String, [String], [UInt8])])
  func quoted(text: String, classes: [String], labels: [UInt8]) throws {
    let loaded = try Self.load(["train.csv": text, "test.csv": text])
    #expect(loaded.splits.test.classes == classes && loaded.splits.test.labels == labels)
    #expect(loaded.splits.test.images == Array(1...8))
  }

  @Test("three colours where one would not be square; names beside the file; gzip")
  func colours() throws {
    let folder = try TemporaryFolder()
    let text = (0..<4).map { image in
      "\(image % 2)," + (0..<12).map { "\($0 + image)" }.joined(separator: ",")
    }.joined(separator: "\n")
    try folder.write(try Gzip.deflate(Array(text.utf8)), to: "all.csv.gz")
    try folder.write("cold\nwarm\n", to: "classes.txt")
    let splits = try DatasetSplits.load(path: folder.path)
    #expect(splits.test.shape == Shape(3, 2, 2) && splits.test.classes == ["cold", "warm"])
  }

  @Test(
    "what is wrong is said with its place",
    arguments: [
      ("", "no line with a label"), ("hello\n", "this is not a CSV file"),
      ("a,b,c,d\n1,2,3,4\n", "none of the 4 columns is called 'label'"),
      ("0,1,2\n", "2 pixels per line do not form a square image"),
      ("0,1,2,3,4,5\n", "5 pixels per line"),
      ("0,1,2,3,4\n0,1,2,3\n", "line 2 has 4 fields, expected 5"),
      ("0,1,2,3,4\n0,1,2,3,4,5\n", "line 2 has 6 fields, expected 5"),
      ("0,1,2,3,4\n0,1,2,x,4\n", "line 2, column 4 is 'x'"),
      ("0,1,2,3,256\n", "line 1, column 5 is '256'"), ("0,1,2,3,-1\n", "column 5 is '-1'"),
      ("0,1,2,3,0.5\n", "column 5 is '0.5'"), ("label,a,b,c,d\n,1,2,3,4\n", "line 2 has no label"),
      ("label,a,b,c,d\n", "no line with a label"), ("0,1,2,3,\n", "column 5 is ''"),
      ("\n0,1,2,3,4\n\n0,1,2,x,4\n", "line 4, column 4 is 'x'"),
      ("\nlabel,a,b,c,d\n\n1,1,2,3,4\n \n300,1,2,3,4\n", "line 6 has the label 300"),
      ("0,1,2,3,4\n,,,,\n", "line 2 has no label"), ("\n \n", "no line with a label"),
      ("0,1,2,3,4\n\"\",1,2,3,4\n", "line 2 has no label"),
      ("\0\0\0", "this is not a CSV file"),
      ("0|1|2|3|4\n", "has '|' between its fields, expected commas, semicolons or tabs"),
      ("label 0 1 2 3\n", "has blanks between its fields, expected commas"),
      ("label,class;target\n", "has 1 comma and 1 semicolon, expected one of them between"),
      ("y;a\tlabel\t,;b\n", "has 1 comma and 2 semicolons and 2 tabs, expected one"),
      ("label;a;b;c;d\n0,1,2,3,4\n", "line 2 has 1 field, expected 5"),
      ("0;1;2;3;4\n0;1,5;2;3;4\n", "line 2, column 2 is '1,5'"),
      ("\n\"label,a,b,c,d\n", "line 2 has quotation marks"),
      ("label,\"a,b,c,d\n", "line 1 has quotation marks"),
      ("label,a,b,c,d\n\"x,1,2,3,4\n", "line 2 has quotation marks that it does not close"),
      ("label,a,b,c,d\n\"x\ny\",1,2,3,4\n", "a field cannot contain a line break"),
    ])
  func refused(text: String, says: String) throws {
    let error = #expect(throws: DatasetError.self) { try Self.load(["train.csv": text]) }
    #expect(error?.description.contains(says) == true, "\(error?.description ?? "")")
    #expect(error?.description.contains("train.csv: ") == true)
  }

  @Test("a test label that is no class of the list, several tables, and one image alone")
  func others() throws {
    let folder = try TemporaryFolder()
    try folder.write("a,1,2,3,4\nb,1,2,3,4\n", to: "train.csv")
    try folder.write("c,1,2,3,4\n", to: "test.csv")
    try folder.write("a\nb\n", to: "classes.txt")
    #expect(
      throws: DatasetError.className(
        dataset: folder.path.split(separator: "/").last.map(String.init) ?? "", "c", position: 0)
    ) {
      try DatasetSplits.load(path: folder.path)
    }
    #expect(throws: DatasetError.self) {
      try Self.load(["a.csv": "0,1,2,3,4", "b.csv": "0,1,2,3,4"])
    }
    let error = #expect(throws: DatasetError.self) { try Self.load(["a.csv": "0,1,2,3,4"]) }
    #expect(
      error
        == .tooFew(
          dataset: error?.description.split(separator: ":").first.map(String.init) ?? "", images: 1)
    )
  }

  @Test(
    "A first line with a pixel that is no number is a row, and not a header",
    arguments: ["nan", "-inf", "0x10", "1e3", ""])
  func badFirstPixel(text: String) throws {
    let folder = try TemporaryFolder()
    let row = "5,\(text),7,7,7\n"
    try folder.write(Array((row + row).utf8), to: "digits.csv")
    let error = #expect(throws: DatasetError.self) {
      _ = try DatasetSplits.load(path: folder.path + "/digits.csv")
    }
    #expect(
      error.map { "\($0)".contains("line 1, column 2 is '\(text)'") } == true,
      "\(String(describing: error))")
  }
}
