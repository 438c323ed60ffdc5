import LeNetCommand
import Testing

@Suite("Cells of CSV tables")
struct CSVTextTests {
  @Test(
    "Quotes where they are needed, and no formula for a spreadsheet",
    arguments: [
      ("plain", "plain"), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""), ("a\nb", "\"a\nb\""),
      ("=1+1", "'=1+1"), ("+cmd", "'+cmd"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"),
      ("\rx", "\"'\rx\""), ("-7.png", "'-7.png"), ("-0.5", "-0.5"), ("+3", "+3"), ("", ""),
      ("=a,b", "\"'=a,b\""), ("a=b", "a=b"), ("-", "'-"),
    ])
  func field(text: String, cell: String) {
    #expect(CSVText.field(text) == cell)
  }
}
