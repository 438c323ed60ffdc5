import LeNetData
import Testing

@Suite("The validation split")
struct ValidationSplitTests {
  @Test("5,000 images of MNIST hold each digit in its share")
  func mnist() throws {
    let labels = try DatasetTests.mnist.get().training.labels
    let split = try ValidationSplit.indices(labels: labels)
    let counts = split.validation.reduce(into: [Int](repeating: 0, count: 10)) {
      $0[Int(labels[Int($1)])] += 1
    }
    // 5000 n / 60000 by largest remainder
    #expect(counts == [494, 562, 496, 511, 487, 452, 493, 522, 487, 496])
    #expect(split.validation.count == 5000)
    #expect(split.training.count == 55_000)
    // Runs of different versions can be compared as long as these stay.
    #expect(split.validation.prefix(6) == [0, 1, 21, 34, 39, 51])
    #expect(split.validation.reduce(0) { $0 + Int($1) } == 147_653_535)
  }

  @Test(
    "both lists ascend, share no image and hold all",
    arguments: [0, 1, 7, 500, 998, 999], [1, 3, 10, 256])
  func division(count: Int, classes: Int) throws {
    let labels = (0..<1000).map { UInt8($0 * $0 % classes) }
    let split = try ValidationSplit.indices(labels: labels, count: count)
    #expect(split.validation.count == count)
    #expect(split.validation == split.validation.sorted())
    #expect(split.training == split.training.sorted())
    #expect((split.training + split.validation).sorted() == Array(0..<1000))
  }

  @Test(
    "shares are rounded by largest remainder, of equal ones the lower class first",
    arguments: [
      (1, [1, 0, 0]), (2, [1, 1, 0]), (3, [2, 1, 0]), (4, [2, 1, 1]), (5, [2, 2, 1]),
    ])
  func remainders(count: Int, shares: [Int]) throws {
    let labels: [UInt8] = [0, 1, 0, 2, 1, 0]
    let split = try ValidationSplit.indices(labels: labels, count: count)
    let found = (0..<3).map { label in
      split.validation.count { labels[Int($0)] == label }
    }
    #expect(found == shares)
  }

  @Test(
    "without a test split a class keeps its only image to train on",
    arguments: [
      ("aab", [1, 1], [1, 0]), ("abcde", nil, nil), ("ab", nil, nil), ("aa", [1], [1]),
      ("aaaaaaaaaaaabc", [10, 1, 1], [2, 0, 0]), ("aaaaaaabbbbbbb", [6, 6], [1, 1]),
      (
        "abcdefghijklmaaaaaa", [6] + Array(repeating: 1, count: 12),
        [1] + Array(repeating: 0, count: 12)
      ),
    ] as [(String, [Int]?, [Int]?)])
  func onlyImages(names: String, training: [Int]?, test: [Int]?) throws {
    let text = names.map { "\($0),1,2,3,4\n" }.joined()
    guard let training, let test else {
      let error = #expect(throws: DatasetError.self) { try CSVTests.load(["all.csv": text]) }
      #expect(
        error?.description.contains("with one of each class to train on; add more") == true)
      return
    }
    let parts = try CSVTests.load(["all.csv": text]).splits
    for (part, counts) in [(parts.training, training), (parts.test, test)] {
      #expect(counts.indices.map { label in part.labels.count { Int($0) == label } } == counts)
    }
  }

  @Test("the choice is the same every time, and grows where more are asked for")
  func fixed() throws {
    let labels = (0..<1000).map { UInt8($0 % 10) }
    let first = try ValidationSplit.indices(labels: labels, count: 100).validation
    #expect(try ValidationSplit.indices(labels: labels, count: 100).validation == first)
    let larger = try ValidationSplit.indices(labels: labels, count: 200).validation
    #expect(Set(first).isSubset(of: larger))
  }

  @Test("the choice is not the first images of a class")
  func random() throws {
    let labels = [UInt8](repeating: 0, count: 1000)
    let chosen = try ValidationSplit.indices(labels: labels, count: 500).validation
    let mean = chosen.reduce(0.0) { $0 + Double($1) } / 500
    // The mean of a random half of 0 ..< 1000 has deviation 9.1.
    #expect((mean - 499.5).magnitude < 40)
    #expect(chosen.count { $0.isMultiple(of: 2) } > 200)
  }

  @Test(
    "a part that leaves nothing to train on is refused",
    arguments: [(-1, 3), (3, 3), (4, 3), (5000, 3), (1, 0), (.max, 3), (.min, 3)])
  func refused(count: Int, images: Int) {
    let labels = [UInt8](repeating: 0, count: images)
    let error = #expect(throws: DatasetError.validation(count: count, images: images)) {
      try ValidationSplit.indices(labels: labels, count: count)
    }
    #expect(
      error?.description
        == "cannot split a validation split of \(count) images from \(images); "
        + "choose 0 to \(max(images - 1, 0))"
    )
  }
}
