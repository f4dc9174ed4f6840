using System.Globalization;

namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>Makes up what was written down about a meeting.</summary>
internal sealed class AlmatyLogs(Draw draw)
{
    private static readonly string[] Topics = ["company-introduction", "visa", "small-groups", "vip", "season-2024"];

    private static readonly Dictionary<string, (string[] Topics, int From, int To)> ByCategory = new(StringComparer.Ordinal)
    {
        ["travel-agency"] = (["group-tours", "wellness", "hiking"], 8, 60),
        ["hotel"] = (["group-rates", "long-stay"], 5, 30),
        ["entertainment-shopping"] = (["vouchers", "group-visits"], 3, 20),
        ["medical-institution"] = (["check-up", "severe-disease", "referral-fee"], 6, 80),
        ["medical-agency"] = (["facilitation", "packages", "referral-fee"], 10, 90),
    };

    /// <summary>What came of a meeting, by a number from 0 to 99.</summary>
    public static string Outcome(int number) => number switch
    {
        < 8 => "none",
        < 48 => "informative",
        < 85 => "promising",
        _ => "agreed",
    };

    /// <summary>The cells of a log.</summary>
    public (string Column, string Value)[] Draw(Pair pair, string outcome, bool withAmount = true)
    {
        if (outcome == "none")
        {
            return [("outcome", outcome), ("topics", "company-introduction")];
        }

        var (own, from, to) = ByCategory[AlmatyFacts.Sellers.Single(s => s.Id == pair.Seller).Category];
        var products = draw.Shuffle(AlmatyProducts.Of(pair.Seller)).Take(outcome == "informative" ? 1 : draw.Between(1, 2)).Order(StringComparer.Ordinal);
        return [
            ("outcome", outcome), ("topics", $"{draw.Of(own)} {draw.Of(Topics)}"), ("products", string.Join(' ', products)),
            ("follow_up", FollowUp(outcome)), .. withAmount ? Amount(outcome, from, to) : []];
    }

    private string FollowUp(string outcome) => outcome switch
    {
        "informative" => draw.Chance(50) ? "send-brochure" : string.Empty,
        "promising" => draw.Of(["send-quote", "video-call", "site-visit"]),
        _ => draw.Of(["draft-contract", "sign-contract"]),
    };

    private (string Column, string Value)[] Amount(string outcome, int from, int to)
    {
        var kind = (outcome, draw.Below(100)) switch
        {
            ("informative", < 15) => "discussed",
            ("promising", < 60) => "discussed",
            ("promising", < 85) => "under-negotiation",
            ("agreed", < 50) => "under-negotiation",
            ("agreed", _) => "signed",
            _ => string.Empty,
        };
        if (kind.Length == 0)
        {
            return [];
        }

        var dollars = draw.Between(from * 2, to * 2) * 500L;
        var (amount, currency) = draw.Below(100) switch
        {
            < 80 => (dollars, "USD"),
            < 92 => (dollars * 450, "KZT"),
            _ => (dollars * 1300, "KRW"),
        };
        return [("amount", amount.ToString(CultureInfo.InvariantCulture)), ("currency", currency), ("kind", kind)];
    }
}
