using System.Text.Json.Nodes;

namespace TravelMart.Testing;

/// <summary>Filled-in forms of Registration, and the few calls that most tests begin with.</summary>
public static class RegistrationForms
{
    public static JsonObject Event(string id, params string[] marts) => JsonNode.Parse($$"""
        {
          "event": "{{id}}", "names": { "en": "Seoul in Almaty", "ko": "알마티 서울" }, "slogan": "Seoul is near", "city": "Almaty", "country": "KZ",
          "timeZone": "Asia/Almaty", "from": "2023-07-12", "to": "2023-07-14",
          "programmes": [{{string.Concat(marts.Select(m => $$"""{ "id": "{{m}}", "kind": "travel-mart" }, """))}}{ "id": "{{id}}-health", "kind": "health-consultation" }]
        }
        """)!.AsObject();

    public static JsonObject Mart(string id, string trip, bool rehearsal = true) => JsonNode.Parse($$"""
        {
          "mart": "{{id}}", "event": "{{trip}}", "names": { "en": "Almaty Mart" },
          "days": [{ "date": "2023-07-13", "opens": "10:00", "closes": "17:50",
            "pauses": [{ "label": "Lunch", "from": "12:25", "to": "13:30" }, { "label": "Coffee", "from": "15:30", "to": "15:50" }] }],
          "slotMinutes": 20, "changeoverMinutes": 5, "tables": { "layout": "stands" },
          "interpreters": [{ "id": "I1", "languages": ["ko", "ru"], "hours": [{ "date": "2023-07-13", "from": "10:00", "to": "12:30" }] }],
          "categories": [{ "code": "medical", "names": { "en": "Medical" } }, { "code": "hotel", "names": { "en": "Hotels" } }],
          "languages": ["en", "ko", "ru"],
          "rate": { "from": "USD", "to": "KRW", "rate": 1274.5, "source": "Seoul Money Brokerage", "on": "2023-07-12" },
          "phases": { "applicationsOpen": "2023-05-01T09:00", "wishesClose": "2023-07-05T18:00", "opens": "2023-07-13T09:30", "closes": "2023-07-13T18:30" },
          "requestExpiryMinutes": 1440, "countingRule": "v1", "rehearsal": {{(rehearsal ? "true" : "false")}}
        }
        """)!.AsObject();

    public static JsonObject Seller(string company, string name = "Hanok Clinic") => JsonNode.Parse($$"""
        {
          "company": "{{company}}", "role": "seller", "names": { "en": "{{name}}", "ko": "한옥 클리닉" }, "category": "medical", "country": "KR", "languages": ["ko"],
          "delegates": [{ "name": "Gil-dong Hong", "email": "gildong.hong@clinic.example", "phone": "+82 2 555 0101", "languages": ["ko", "en"] }]
        }
        """)!.AsObject();

    public static JsonObject Buyer(string company) => JsonNode.Parse($$"""
        {
          "company": "{{company}}", "role": "buyer", "names": { "en": "Steppe Travel" }, "country": "KZ", "languages": ["ru", "kk"], "capacity": 2,
          "delegates": [{ "name": "Aigerim Serikova", "email": "a.serikova@steppe.example", "languages": ["ru", "en"] }]
        }
        """)!.AsObject();

    /// <summary>Opens an event with one mart, in the spring before it takes place.</summary>
    public static async Task OpenMart(this TestSystem system, string mart)
    {
        (await system.Organizer().Post("/registration/events", Event(mart + "-trip", mart), Spring)).Expect(201);
        (await system.Organizer().Post("/registration/marts", Mart(mart, mart + "-trip"), Spring)).Expect(201);
    }

    /// <summary>Applies for a seller and admits it.</summary>
    public static async Task AdmitSeller(this TestSystem system, string mart, string company, string name = "Hanok Clinic")
    {
        (await system.Organizer().Post($"/registration/marts/{mart}/companies", Seller(company, name))).Expect(201);
        (await system.Organizer().Post($"/registration/marts/{mart}/companies/{company}/approve")).Expect(200);
    }

    public static DateTimeOffset Spring { get; } = new(2023, 5, 2, 3, 0, 0, TimeSpan.Zero);
}
