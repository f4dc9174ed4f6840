using System.Collections.Frozen;

namespace TravelMart.CommandLine.MartFolders;

/// <summary>
/// The public code lists that a folder's cells are checked against. They are kept here because globalization data
/// differs between machines, and a folder must be right or wrong everywhere alike.
/// </summary>
internal static class Codes
{
    /// <summary>ISO 639-1. Longer BCP 47 tags are known by their first part; three letters are taken at their word.</summary>
    private static readonly FrozenSet<string> Languages = Set(
        "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo " +
        "es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka kg " +
        "ki kj kk kl km kn ko ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng nl nn " +
        "no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st su sv sw ta " +
        "te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu");

    /// <summary>ISO 3166-1 alpha-2.</summary>
    private static readonly FrozenSet<string> Countries = Set(
        "AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ CA CC " +
        "CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR GA GB GD " +
        "GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO JP KE KG KH " +
        "KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW " +
        "MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC " +
        "SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG UM US UY " +
        "UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW");

    /// <summary>ISO 4217 codes whose minor unit is a hundredth.</summary>
    private static readonly FrozenSet<string> Hundredths = Set(
        "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP CRC " +
        "CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES " +
        "KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR " +
        "NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT " +
        "TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW");

    private static readonly FrozenSet<string> Whole =
        Set("BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF");

    private static readonly FrozenSet<string> Thousandths = Set("BHD IQD JOD KWD LYD OMR TND");

    /// <summary>Country codes that people write where a language is asked for.</summary>
    private static readonly FrozenDictionary<string, string> Mistaken = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["kr"] = "Korean is \"ko\"",
        ["kz"] = "Kazakh is \"kk\"",
        ["jp"] = "Japanese is \"ja\"",
        ["cn"] = "Chinese is \"zh\"",
        ["ua"] = "Ukrainian is \"uk\"",
        ["us"] = "English is \"en\"",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What is wrong with a language code; null for a good one.</summary>
    /// <remarks>
    /// <c>kr</c> is in the registry (Kanuri), but in a travel mart's folder it is a mistyped <c>ko</c>: saying so helps more.
    /// </remarks>
    public static string? LanguageFault(string code)
    {
        var parts = code.Split('-');
        var known = parts[0].Length == 3
            ? parts[0].All(char.IsAsciiLetterLower)
            : Languages.Contains(parts[0]);
        if (known && parts.Skip(1).All(p => p.Length is >= 2 and <= 8 && p.All(char.IsAsciiLetterOrDigit)))
        {
            return null;
        }

        var hint = Mistaken.TryGetValue(code.ToLowerInvariant(), out var meant) ? $" ({meant})" : string.Empty;
        return $"\"{code}\" is not a BCP 47 language code{hint}";
    }

    /// <summary>What is wrong with a country code; null for a good one.</summary>
    public static string? CountryFault(string code) =>
        Countries.Contains(code) ? null : $"\"{code}\" is not an ISO 3166-1 country code of two capital letters";

    /// <summary>What is wrong with a currency code; null for a good one.</summary>
    public static string? CurrencyFault(string code) =>
        MinorDigits(code) is null ? $"\"{code}\" is not an ISO 4217 currency code" : null;

    /// <summary>How many digits a currency's minor unit has; null for an unknown currency.</summary>
    public static int? MinorDigits(string code) =>
        Hundredths.Contains(code) ? 2 : Whole.Contains(code) ? 0 : Thousandths.Contains(code) ? 3 : null;

    private static FrozenSet<string> Set(string words) => words.Split(' ').ToFrozenSet(StringComparer.Ordinal);
}
