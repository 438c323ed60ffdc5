import LeNetTraining
import Testing

@Suite("Where data differ")
struct DataDifferenceTests {
  @Test(
    "The same bytes are the same data, whatever a file is called",
    arguments: [
      ([:], [:]), (["a.npz": "1"], ["a.npz": "1"]), (["a.npz": "1"], ["b.npz": "1"]),
      (["test.csv": "1"], ["all.csv": "1"]),
      (["train.csv": "1", "test.csv": "2"], ["my-train.csv": "1", "my-test.csv": "2"]),
      (["train.csv": "1", "test.csv": "2"], ["train.csv": "1", "other-test.csv": "2"]),
      (["t10k-images": "1", "train-images": "1"], ["t10k-images": "1", "images": "1"]),
    ] as [([String: String], [String: String])])
  func same(own: [String: String], others: [String: String]) {
    #expect(DataDifference(between: own, and: others) == nil)
    #expect(DataDifference(between: others, and: own) == nil)
  }

  @Test(
    "Other bytes are told by the file that has them",
    arguments: [
      (["a.npz": "1"], ["a.npz": "2"], "a.npz", "a.npz"),
      (["s16.npz": "1"], ["a.npz": "2"], "s16.npz", "a.npz"),
      (["a": "1", "b": "2"], ["a": "1", "b": "3"], "b", "b"),
      (["a": "1", "b": "2"], ["a": "1"], "b", nil), (["a": "1"], ["a": "1", "b": "2"], nil, "b"),
      (["a": "1", "b": "1"], ["c": "1"], "b", nil),
      // The same files, but the one part for the other.
      (
        ["train.csv": "1", "test.csv": "2"], ["my-train.csv": "2", "my-test.csv": "1"], "test.csv",
        "my-test.csv"
      ),
      (
        ["train.csv": "1", "test.csv": "2"], ["train.csv": "2", "test.csv": "1"], "test.csv",
        "test.csv"
      ),
      (
        ["emnist-train-images": "1", "emnist-train-labels": "2"],
        ["train-images": "1", "train-labels": "2"], "emnist-train-images", "train-images"
      ),
    ] as [([String: String], [String: String], String?, String?)])
  func different(own: [String: String], others: [String: String], file: String?, other: String?) {
    let difference = DataDifference(between: own, and: others)
    #expect(
      difference?.own == file && difference?.other == other, "\(String(describing: difference))")
  }
}
