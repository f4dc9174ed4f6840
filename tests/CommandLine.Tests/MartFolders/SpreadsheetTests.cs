using System.Text;
using TravelMart.CommandLine.MartFolders;

namespace TravelMart.CommandLine.Tests.MartFolders;

public sealed class SpreadsheetTests
{
    private static readonly string[] Tables = ["companies.csv", "products.csv", "wishes.csv", "requests.csv", "day.csv"];

    [Theory]
    [InlineData(',', "\n", false)]
    [InlineData(',', "\r\n", true)]
    [InlineData(';', "\r\n", true)]
    [InlineData(';', "\n", false)]
    [InlineData('\t', "\r\n", false)]
    public void However_a_spreadsheet_saves_the_files_the_mart_is_the_same(char separator, string lineEnd, bool mark)
    {
        using var folder = TemporaryFolder.OfAlmaty();
        var before = MartFolder.Read(folder.Path).Folder.ShouldNotBeNull();
        foreach (var file in Tables)
        {
            var text = Separated(folder.Text(file), separator).Replace("\n", lineEnd, StringComparison.Ordinal);
            folder.Write(file, [.. mark ? Encoding.UTF8.Preamble : [], .. Encoding.UTF8.GetBytes(text)]);
        }

        var read = MartFolder.Read(folder.Path);

        read.Errors.ShouldBeEmpty();
        var after = read.Folder.ShouldNotBeNull();
        after.Companies.Select(c => c.Names["ko"]).ShouldBe(before.Companies.Select(c => c.Names["ko"]));
        after.Products.Select(p => p.Texts["ru"]).ShouldBe(before.Products.Select(p => p.Texts["ru"]));
        after.Wishes.ShouldBe(before.Wishes);
        after.Day.Select(d => (d.Line, d.What, d.Pair, d.At, d.Log?.Amount)).ShouldBe(before.Day.Select(d => (d.Line, d.What, d.Pair, d.At, d.Log?.Amount)));
    }

    [Fact]
    public void Empty_lines_a_separator_line_and_line_breaks_in_cells_keep_the_line_numbers_right()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        folder.Write("products.csv", "sep=;\r\ncompany;product;title_en;text_en\r\n\r\nS01;P1;One;\"two\r\nlines; here\"\r\n;;;\r\nS01;P1;Two;\r\n");

        folder.Errors().ShouldContain("products.csv:7: product: \"P1\" is on line 4 already");
    }

    [Fact]
    public void Decimals_may_have_a_comma_where_semicolons_separate()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        var text = Separated(folder.Text("products.csv"), ';').Replace("890;1290;USD", "890,5;1290,75;USD", StringComparison.Ordinal);
        folder.Write("products.csv", text);

        var product = MartFolder.Read(folder.Path).Folder.ShouldNotBeNull().Products[0];
        (product.PriceFromMinor, product.PriceToMinor).ShouldBe((89050L, 129075L));
    }

    [Fact]
    public void Slots_are_written_from_one_as_on_the_boards_and_given_from_zero_as_in_the_services()
    {
        using var folder = TemporaryFolder.OfAlmaty();

        MartFolder.Read(folder.Path).Folder.ShouldNotBeNull().Companies.Single(c => c.Id == "S04").BlockedSlots.ShouldBe([2, 14, 15]);
    }

    [Fact]
    public void A_file_in_another_encoding_is_reported_with_the_first_line_that_shows_it()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        folder.Write("wishes.csv", [.. "from,about,strength,rank,note\nB01,S05,must,,"u8, 0xCF, 0xF0, 0xE8, .. "\n"u8]);

        folder.Errors().ShouldContain("wishes.csv:2: is not UTF-8; save it from the spreadsheet as \"CSV UTF-8\"");
    }

    [Fact]
    public void Unknown_missing_and_doubled_columns_are_reported_together()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        folder.Write("wishes.csv", "from,about,strenght,note,note\nB01,S05,must,,\n");

        folder.Errors().Where(e => e.StartsWith("wishes.csv", StringComparison.Ordinal)).ShouldBe([
            "wishes.csv:1: note: is a column twice",
            "wishes.csv:1: strenght: is not a column of wishes.csv",
            "wishes.csv:1: strength: is missing from the header line"]);
    }

    [Fact]
    public void Stray_quotation_marks_and_surplus_cells_are_reported()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        folder.Write("wishes.csv", folder.Text("wishes.csv") + "B01,S12,would,9,a \"quoted\" word,\nB01,S11,would,10,one,two,three\n");
        var last = File.ReadAllLines(Path.Combine(folder.Path, "wishes.csv")).Length;

        var errors = folder.Errors();
        errors.ShouldContain($"wishes.csv:{last - 1}: has a stray or unclosed quotation mark");
        errors.ShouldContain($"wishes.csv:{last}: has 7 cells for 6 columns; put a text with a separator in quotation marks");
    }

    [Fact]
    public void A_file_that_is_too_big_or_too_long_is_refused()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        folder.Write("wishes.csv", new byte[FolderFiles.MostBytes + 1]);
        folder.Write("requests.csv", "buyer,seller,by,asked_at,answer\n" + string.Concat(Enumerable.Repeat("B01,S01,buyer,2023-06-20T10:00,expire\n", CsvTable.MostRows + 1)));

        var errors = folder.Errors();
        errors.ShouldContain($"wishes.csv: has {FolderFiles.MostBytes + 1} bytes; at most {FolderFiles.MostBytes} are read");
        errors.ShouldContain($"requests.csv:{CsvTable.MostRows + 2}: has more than {CsvTable.MostRows} rows");
    }

    [Fact]
    public void Written_delegates_take_the_place_of_invented_ones()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        folder.Write("delegates.csv", "company,name,email,language\nS02,A Guide,guide@example.org,ru\nX01,Nobody,nobody@example.org,\nS03,B,not-an-address,\n");

        folder.Errors().ShouldBe([
            "companies.csv:3: delegates: 3 are announced and 1 are in delegates.csv",
            "companies.csv:4: delegates: 2 are announced and 1 are in delegates.csv",
            "delegates.csv:3: company: \"X01\" is not a company of companies.csv",
            "delegates.csv:4: email: \"not-an-address\" is not an e-mail address"]);
    }

    /// <summary>Turns the sample's own commas into another separator, leaving those within quotation marks.</summary>
    private static string Separated(string text, char separator)
    {
        var quoted = false;
        return string.Concat(text.Select(c =>
        {
            quoted ^= c == '"';
            return c == ',' && !quoted ? separator : c;
        }));
    }
}
