namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>A seller of the Almaty mart.</summary>
/// <param name="Id">S01 to S12; the number is the stand.</param>
/// <param name="English">Our translation of the Korean name.</param>
/// <param name="Korean">The name in the report.</param>
/// <param name="Russian">Our translation.</param>
/// <param name="Category">The category in the report.</param>
/// <param name="Languages">Invented.</param>
/// <param name="Planned">Invented: meetings booked before the day.</param>
/// <param name="HandSlots">Invented: slots (from 1) in which a meeting asked for by hand stands.</param>
/// <param name="Blocked">Invented: slots (from 1) in which the seller does not receive.</param>
internal sealed record AlmatySeller(
    string Id, string English, string Korean, string Russian, string Category, string Languages, int Planned, int[] HandSlots, int[] Blocked);

/// <summary>
/// What is known of the mart: a public Korean press report (newsroad, article 24244) on the 2023 Almaty health
/// consultation and Seoul tourism briefing names the twelve sellers, two of the 42 buyers, and the totals. Everything else
/// in the sample is invented, and the folder says so.
/// </summary>
internal static class AlmatyFacts
{
    /// <summary>Where the facts come from, as the folder states it.</summary>
    public const string Source =
        "Press report on the 2023 Almaty health consultation and Seoul tourism briefing (newsroad, article 24244, in Korean)";

    /// <summary>The sellers in the order of the report.</summary>
    public static readonly AlmatySeller[] Sellers =
    [
        new("S01", "Golden Tour Korea DMC", "골든투어코리아 디엠씨", "Golden Tour Korea DMC", "travel-agency", "ko en ru", 14, [3, 8, 12], []),
        new("S02", "One Korea Tour", "원코리아 투어", "One Korea Tour", "travel-agency", "ko ru", 14, [3, 8, 12], []),
        new("S03", "Premium Pass International", "프리미엄 패스인터내셔널", "Premium Pass International", "travel-agency", "ko en ru", 14, [3, 8, 12], []),
        new("S04", "Crescendo Hotel", "크레센도 호텔", "Отель Crescendo", "hotel", "ko en", 11, [8, 12], [3, 15, 16]),
        new("S05", "Lotte Duty Free", "롯데면세점", "Lotte Duty Free", "entertainment-shopping", "ko en ru", 14, [3, 8, 12], []),
        new("S06", "Shinsegae Duty Free", "신세계 면세점", "Shinsegae Duty Free", "entertainment-shopping", "ko en", 13, [3, 12], []),
        new("S07", "Korea University Anam Hospital", "고려대학교 안암병원", "Больница Анам Университета Корё", "medical-institution", "ko en", 14, [3, 8, 12], []),
        new("S08", "View Plastic Surgery", "뷰성형외과", "Клиника пластической хирургии View", "medical-institution", "ko ru", 13, [3, 8], []),
        new("S09", "Soonchunhyang University Hospital", "순천향대학교 부속병원", "Больница Университета Сунчонхян", "medical-institution", "ko en", 14, [3, 8, 12], []),
        new("S10", "Good Medi Korea", "굿메디코리아", "Good Medi Korea", "medical-agency", "ko ru", 11, [3], []),
        new("S11", "Medical Avenue", "메디컬 애비뉴", "Medical Avenue", "medical-agency", "ko ru", 11, [], []),
        new("S12", "EMS", "EMS", "EMS", "medical-agency", "ko en ru", 11, [3], []),
    ];
}
