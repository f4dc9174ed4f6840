namespace TravelMart.CommandLine.MartFolders;

/// <summary>The shape of mart.json, which samples/mart.schema.json states for editors and other programs.</summary>
internal static class MartShape
{
    /// <summary>The kinds of programme.</summary>
    public static readonly string[] ProgrammeKinds = ["travel-mart", "health-consultation", "briefing", "mou"];

    private static readonly TextsShape Texts = new();

    private static readonly ObjectShape Event = new(
        new("event", TextShape.MartId),
        new("names", Texts),
        new("slogan", TextShape.Any, Required: false),
        new("city", TextShape.Any),
        new("country", TextShape.Country),
        new("timeZone", TextShape.Zone),
        new("from", TextShape.Date),
        new("to", TextShape.Date),
        new("programmes", new ListShape(new ObjectShape(new("id", TextShape.MartId), new("kind", new ChoiceShape(ProgrammeKinds))), Least: 1)));

    private static readonly ObjectShape Pause = new(
        new("label", TextShape.Any), new("from", TextShape.Time), new("to", TextShape.Time));

    private static readonly ObjectShape Day = new(
        new("date", TextShape.Date),
        new("opens", TextShape.Time),
        new("closes", TextShape.Time),
        new("pauses", new ListShape(Pause), Required: false));

    private static readonly ObjectShape Tables = new(
        new("layout", new ChoiceShape("stands", "shared")),
        new("count", new NumberShape(1, 1000), Required: false));

    private static readonly ObjectShape Hours = new(
        new("date", TextShape.Date), new("from", TextShape.Time), new("to", TextShape.Time));

    private static readonly ObjectShape Interpreter = new(
        new("id", TextShape.Id),
        new("languages", new ListShape(TextShape.Language, Least: 2)),
        new("hours", new ListShape(Hours, Least: 1)));

    private static readonly ObjectShape Rate = new(
        new("from", TextShape.Currency),
        new("to", TextShape.Currency),
        new("rate", new RateShape()),
        new("source", TextShape.Any),
        new("on", TextShape.Date));

    private static readonly ObjectShape Phases = new(
        new("applicationsOpen", TextShape.Moment),
        new("wishesClose", TextShape.Moment),
        new("opens", TextShape.Moment),
        new("closes", TextShape.Moment));

    private static readonly ObjectShape Mart = new(
        new("mart", TextShape.MartId),
        new("event", TextShape.MartId),
        new("names", Texts),
        new("days", new ListShape(Day, Least: 1)),
        new("slotMinutes", new NumberShape(5, 240)),
        new("changeoverMinutes", new NumberShape(0, 60)),
        new("tables", Tables),
        new("interpreters", new ListShape(Interpreter), Required: false),
        new("categories", new ListShape(new ObjectShape(new("code", TextShape.Id), new("names", Texts)), Least: 1)),
        new("languages", new ListShape(TextShape.Language, Least: 1)),
        new("rate", Rate, Required: false),
        new("phases", Phases),
        new("requestExpiryMinutes", new NumberShape(1, 43_200)),
        new("countingRule", new ChoiceShape("v1")),
        new("rehearsal", new SwitchShape()));

    private static readonly NumberShape Figure = new(0, 1_000_000);

    private static readonly ObjectShape Reported = new(
        new("sellers", Figure, Required: false),
        new("buyers", Figure, Required: false),
        new("companies", Figure, Required: false),
        new("consultations", Figure, Required: false),
        new("source", TextShape.Any));

    /// <summary>The whole file.</summary>
    public static readonly ObjectShape File = new(
        new("event", Event),
        new("mart", Mart),
        new("reported", Reported, Required: false),
        new("synthetic", new ListShape(TextShape.Any), Required: false));
}
