using TravelMart.CommandLine.MartFolders;

namespace TravelMart.CommandLine.Tests.MartFolders;

/// <summary>Each test spoils one cell of the sample and expects to be told where it is.</summary>
public sealed class MistakesTests
{
    public static TheoryData<string, string, string, string> Cells => new()
    {
        { "companies.csv", "S02,seller,One Korea Tour", "S01,seller,One Korea Tour", "companies.csv:3: company: \"S01\" is on line 2 already" },
        { "companies.csv", "ko ru,2,1", "kr ru,2,1", "companies.csv:3: languages: \"kr\" is not a BCP 47 language code (Korean is \"ko\")" },
        { "companies.csv", "ko ru,2,1", "ko ru,1,1", "companies.csv:3: stand: 1 is taken by line 2" },
        { "companies.csv", "ko ru,2,1", "ko ru,,1", "companies.csv:3: stand: is empty; an approved seller has a stand" },
        { "companies.csv", "One Korea Tour,travel-agency", "One Korea Tour,travel-agencies", "companies.csv:3: category: \"travel-agencies\" is not a category of mart.json: travel-agency, hotel, entertainment-shopping, medical-institution or medical-agency" },
        { "companies.csv", "travel-agency,KR,ko ru", "travel-agency,KOR,ko ru", "companies.csv:3: country: \"KOR\" is not an ISO 3166-1 country code of two capital letters" },
        { "companies.csv", "S02,seller,", "S02,vendor,", "companies.csv:3: role: \"vendor\" is not one of buyer or seller" },
        { "companies.csv", "approve,,,3 15 16", "approve,,,3 15 17", "companies.csv:5: blocked_slots: \"17\" is not a slot of the grid, 1 to 16" },
        { "companies.csv", ",waitlist,stands-taken", ",waitlist,", "companies.csv:60: reason: is empty; a company that is not approved is told why" },
        { "companies.csv", ",waitlist,stands-taken", ",waitlist,All are taken.", "companies.csv:60: reason: \"All are taken.\" is not a code such as hall-full; words belong into note" },
        { "products.csv", "1450,2100,USD", "1450,2100,US$", "products.csv:3: currency: \"US$\" is not an ISO 4217 currency code" },
        { "products.csv", "1450,2100,USD", "1450,210,USD", "products.csv:3: price_to: \"210\" is below price_from" },
        { "products.csv", "1450,2100,USD", "1450,2100.005,USD", "products.csv:3: price_to: \"2100.005\" is not an amount in USD: digits, and at most 2 decimals" },
        { "products.csv", "S01,P2", "S01,P1", "products.csv:3: product: \"P1\" is on line 2 already" },
        { "products.csv", "S01,P2", "B01,P2", "products.csv:3: company: \"B01\" is a buyer, not a seller" },
        { "wishes.csv", "B01,S08,must,", "B01,S99,must,", "wishes.csv:2: about: \"S99\" is not a company of companies.csv" },
        { "wishes.csv", "B01,S08,must,", "B01,S13,must,", "wishes.csv:2: about: \"S13\" is not approved (line 60 of companies.csv), so it takes part in nothing" },
        { "wishes.csv", "B01,S08,must,", "B01,B02,must,", "wishes.csv:2: about: \"B02\" is a buyer like \"B01\"; wishes go to the other side" },
        { "wishes.csv", "B01,S08,must,", "B01,S08,must,1", "wishes.csv:2: rank: a must has no rank" },
        { "wishes.csv", "B01,S08,must,", "B01,S08,would,", "wishes.csv:2: rank: is empty; a would is ranked, 1 for the dearest" },
        { "wishes.csv", "B01,S08,must,", "B01,S08,perhaps,", "wishes.csv:2: strength: \"perhaps\" is not one of must, would or never" },
        { "wishes.csv", "B01,S08,must,,,2023-06-", "B01,S08,must,,,2023-13-", "wishes.csv:2: stated_at: \"2023-13-{rest}\" is not a local time such as 2023-07-13T09:30" },
    };

    [Theory]
    [MemberData(nameof(Cells))]
    public void A_wrong_cell_is_reported_with_file_line_and_column(string file, string right, string wrong, string expected)
    {
        using var folder = TemporaryFolder.OfAlmaty();
        var before = folder.Text(file);
        var at = before.IndexOf(right, StringComparison.Ordinal);
        at.ShouldBeGreaterThanOrEqualTo(0, right);
        folder.Write(file, before[..at] + wrong + before[(at + right.Length)..]);

        var rest = before[(at + right.Length)..].Split([',', '\n'], 2)[0];
        folder.Errors().ShouldContain(expected.Replace("{rest}", rest, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("companies.csv", "S02,seller,One Korea Tour,", "S02,seller,One Korea Tour,One,Two,", "has 20 cells for 18 columns; put a text with a separator in quotation marks")]
    [InlineData("companies.csv", "S02,seller,One Korea", "S02,seller,\"One Korea", "has a stray or unclosed quotation mark")]
    [InlineData("companies.csv", "S02,seller,One Korea", "S01,seller,One Korea", "company: \"S01\" is on line 2 already")]
    [InlineData("companies.csv", "S02,seller,One Korea", ",seller,One Korea", "company: is empty")]
    [InlineData("companies.csv", "S02,seller,One Korea", "S02,vendor,One Korea", "role: \"vendor\" is not one of buyer or seller")]
    [InlineData("products.csv", "S01,P2,", "S01,P2,\"", "has a stray or unclosed quotation mark")]
    [InlineData("wishes.csv", "B01,S06,would", "B01,S06,\"would", "has a stray or unclosed quotation mark")]
    [InlineData("requests.csv", "\nB", "\n\"B", "has a stray or unclosed quotation mark")]
    public void One_broken_row_is_one_mistake_and_nothing_that_names_it_is_another(string file, string right, string wrong, string expected)
    {
        using var folder = TemporaryFolder.OfAlmaty();
        var before = folder.Text(file);
        var at = before.IndexOf(right, StringComparison.Ordinal);
        folder.Write(file, before[..at] + wrong + before[(at + right.Length)..]);

        folder.Errors().ShouldHaveSingleItem().ShouldEndWith(": " + expected);
    }

    [Fact]
    public void A_broken_row_hides_no_company_that_is_in_no_row_at_all()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        folder.Write("companies.csv", folder.Text("companies.csv").Replace("S02,seller,One Korea Tour,", "S02,seller,One Korea Tour,One,Two,", StringComparison.Ordinal));
        var line = Append(folder, "wishes.csv", "B01,S99,must,,,");

        folder.Errors().ShouldContain($"wishes.csv:{line}: about: \"S99\" is not a company of companies.csv");
    }

    [Fact]
    public void Everything_that_is_wrong_comes_out_at_once_in_the_order_of_the_files()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        folder.Write("companies.csv", folder.Text("companies.csv")
            .Replace("ko ru,2,1", "kr ru,2,1", StringComparison.Ordinal).Replace("KZ,ru,,1", "KZZ,ru,,1", StringComparison.Ordinal));
        folder.Write("wishes.csv", folder.Text("wishes.csv").Replace(",must,", ",most,", StringComparison.Ordinal));
        folder.Write("mart.json", folder.Text("mart.json").Replace("\"Asia/Almaty\"", "\"Asia/Almata\"", StringComparison.Ordinal));
        folder.Delete("products.csv");

        var errors = MartFolder.Read(folder.Path).Errors;

        errors[0].ToString().ShouldBe("mart.json:12: event.timeZone: \"Asia/Almata\" is not an IANA time zone such as Asia/Almaty");
        errors.Count.ShouldBeGreaterThan(40);
        errors.ShouldContain(e => e.File == "products.csv" && e.Message == "is missing");
        errors.Select(e => e.File).Distinct().ShouldBe(["mart.json", "companies.csv", "products.csv", "wishes.csv"]);
    }

    [Fact]
    public void A_wish_stated_twice_names_the_first_line() =>
        Appended("wishes.csv", "B01,S08,must,,,", "about: the wish of \"B01\" about \"S08\" is on line 2 already");

    [Fact]
    public void A_rank_may_be_given_twice()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        Append(folder, "wishes.csv", "B01,S12,would,1,,");

        MartFolder.Read(folder.Path).Folder.ShouldNotBeNull().Wishes.Count(w => w is { From: "B01", Rank: 1 }).ShouldBe(2);
    }

    [Theory]
    [InlineData("B01,S12,buyer,2023-06-27T10:00,,accept,8,2023-06-28T10:00,,,,,,", "answer_slots: slot 8 of \"B01\" is taken by line")]
    [InlineData("B01,S04,buyer,2023-06-27T10:00,,accept,15,2023-06-28T10:00,,,,,,", "answer_slots: slot 15 is blocked by \"S04\" (line 5 of companies.csv)")]
    [InlineData("B01,S04,buyer,2023-06-27T10:00,,accept,1 2,2023-06-28T10:00,,,,,,", "answer_slots: holds the one slot that is accepted")]
    [InlineData("B01,S04,buyer,2023-06-27T10:00,,accept,1,2023-06-26T10:00,,,,,,", "answered_at: \"2023-06-26T10:00\" is before asked_at")]
    [InlineData("B01,S04,buyer,2023-06-27T10:00,,accept,1,2023-07-02T10:00,,,,,,", "answered_at: \"2023-07-02T10:00\" is too late: requests wait 4320 minutes")]
    [InlineData("B01,S04,buyer,2023-07-13T10:00,,expire,,,,,,,,", "asked_at: \"2023-07-13T10:00\" is not before the mart opens")]
    [InlineData("B01,S04,desk,2023-06-27T10:00,,expire,,,,,,,,", "by: \"desk\" is not one of buyer or seller")]
    [InlineData("B01,S04,buyer,2023-06-27T10:00,,decline,,2023-06-28T10:00,,,,,,", "reason: is empty; the other side is told why")]
    [InlineData("B01,S04,buyer,2023-06-27T10:00,,decline,,2023-06-28T10:00,We are full.,,,,,", "reason: \"We are full.\" is not a code such as hall-full; words belong into note")]
    [InlineData("B01,S04,buyer,2023-06-27T10:00,,expire,,,,full,,,,", "note: goes with a step that declines or withdraws only")]
    [InlineData("B01,S04,buyer,2023-06-27T10:00,,offer,1 2,2023-06-28T10:00,,,accept,3,2023-06-28T11:00,", "final_slot: holds the one slot that is taken out of answer_slots")]
    [InlineData("B01,S04,buyer,2023-06-27T10:00,,offer,1 2,2023-06-28T10:00,,,,,,", "final_answer: an empty cell is not one of accept, decline or expire")]
    [InlineData("B01,S04,buyer,2023-06-27T10:00,,expire,,,,,accept,,,", "final_answer: goes with an offer only, not with expire")]
    [InlineData("S04,B01,buyer,2023-06-27T10:00,,expire,,,,,,,,", "buyer: \"S04\" is a seller, not a buyer")]
    public void A_request_that_cannot_be_is_reported(string row, string expected) => Appended("requests.csv", row, expected);

    [Theory]
    [InlineData(",held,B01,S12,,,,,,,,,,,,,,", "seller: nothing in the folder books B01 with S12")]
    [InlineData(",held,B01,S06,,,,,,,,,,,,,,", "what: line")]
    [InlineData(",held,B01,S06,2,,,,,,,,,,,,,", "meeting: nothing books meeting 2 of B01 with S06")]
    [InlineData("11:00,on-site,B01,S06,,,,,,,,,,,,,,", "repeat: B01 with S06 is booked already; a further meeting is marked yes")]
    [InlineData("11:00,on-site,B01,S12,,,,,yes,,,,,,,,,", "repeat: B01 with S12 has no meeting to repeat")]
    [InlineData("11:00,on-site,B01,S12,,,,17,,,,,,,,,,", "slots: \"17\" is not a slot of the grid, 1 to 16")]
    [InlineData("9:15,hall-check-in,B01,,,,,,,,,,,,,,,", "time: \"9:15\" is outside the mart's opening")]
    [InlineData(",hall-check-in,B01,S01,,,,,,,,,,,,,,", "buyer: a hall-check-in names one company")]
    [InlineData(",cancel,B01,S06,,buyer,,,,,,,,,,,,", "reason: is empty; the other side is told why")]
    [InlineData(",cancel,B01,S06,,buyer,,,,,,,,,,,Somebody is ill.,", "reason: \"Somebody is ill.\" is not a code such as hall-full; words belong into note")]
    [InlineData(",dispute,B01,S06,,buyer,,,,,,,,,,,,", "note: is empty; a dispute says what was wrong")]
    [InlineData(",move,B01,S06,,buyer,,,,,,,,,,,ill,", "reason: does not go with move")]
    [InlineData(",move,B01,S06,,,,,,,,,,,,,,", "by: an empty cell is not one of buyer, seller or desk")]
    [InlineData(",log,B01,S06,,desk,,,,promising,100,USD,,,,,,", "kind: an empty cell is not one of discussed, under-negotiation or signed")]
    [InlineData(",log,B01,S06,,desk,,,,promising,100,USX,signed,,,,,", "currency: \"USX\" is not an ISO 4217 currency code")]
    [InlineData(",log,B01,S06,,desk,,,,promising,,,,,P9,,,", "products: \"P9\" is not a product of \"S06\" in products.csv")]
    [InlineData(",log,B01,S06,,desk,5,,,promising,,,,,,,,", "late_minutes: does not go with log")]
    [InlineData(",log,B01,S06,,desk,,,,,,,,,,,,", "outcome: is empty; a log says what came of the meeting")]
    [InlineData("2023-07-14T10:00,log-edit,B01,S06,,desk,,,,agreed,,,,,,,,", "by: the desk has no log of this meeting to edit")]
    [InlineData(",vanish,B01,S06,,,,,,,,,,,,,,", "what: \"vanish\" is not one of hall-check-in, held,")]
    public void A_happening_that_cannot_be_is_reported(string row, string expected) => Appended("day.csv", row, expected);

    [Fact]
    public void A_request_for_a_pair_that_a_side_ruled_out_names_the_never()
    {
        using var folder = TemporaryFolder.OfAlmaty();
        var never = MartFolder.Read(folder.Path).Folder.ShouldNotBeNull().Wishes.First(w => w.Strength == Strength.Never);
        var line = Append(folder, "requests.csv", $"{never.Pair.Buyer},{never.Pair.Seller},buyer,2023-06-27T10:00,,expire,,,,,,,,");

        folder.Errors().ShouldBe([
            $"requests.csv:{line}: seller: {never.Pair.Buyer} with {never.Pair.Seller} is ruled out by the never on line {never.Line} of wishes.csv"]);
    }

    private static void Appended(string file, string row, string expected)
    {
        using var folder = TemporaryFolder.OfAlmaty();
        var line = Append(folder, file, row);

        folder.Errors().ShouldContain(e => e.StartsWith($"{file}:{line}: {expected}", StringComparison.Ordinal));
    }

    private static int Append(TemporaryFolder folder, string file, string row)
    {
        folder.Write(file, folder.Text(file) + row + "\n");
        return File.ReadAllLines(Path.Combine(folder.Path, file)).Length;
    }
}
