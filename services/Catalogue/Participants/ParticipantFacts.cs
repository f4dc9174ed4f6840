using TravelMart.EventSourcing;

namespace TravelMart.Catalogue.Participants;

/// <summary>A mart has opened, as far as a catalogue cares.</summary>
[EventName("mart-learned")]
internal sealed record MartLearned(string Mart, IReadOnlyDictionary<string, string> Names, IReadOnlyList<string> Languages, bool Rehearsal);

/// <summary>A seller has been admitted and may fill its stand.</summary>
[EventName("seller-admitted")]
internal sealed record SellerAdmitted(string Company, IReadOnlyDictionary<string, string> Names, string Category, string Country,
    IReadOnlyList<string> Languages, int? Stand, bool Synthetic, int? SourceVersion = null) : Stands.IStandFact;

/// <summary>A seller has left: its stand is not shown any more.</summary>
[EventName("seller-left")]
internal sealed record SellerLeft(string Company, int? SourceVersion = null) : Stands.IStandFact;
