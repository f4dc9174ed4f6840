namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>The mart.json of the Almaty sample.</summary>
internal static class AlmatySettings
{
    /// <summary>The file.</summary>
    public const string Json = $$"""
        {
          "event": {
            "event": "almaty-2023",
            "names": {
              "en": "2023 Almaty Health Consultation and Seoul Tourism Briefing",
              "ko": "2023 알마티 건강상담회 및 서울관광설명회",
              "ru": "Консультации по здоровью и презентация туризма Сеула, Алматы 2023"
            },
            "slogan": "Healing Your Life, SEOUL",
            "city": "Almaty",
            "country": "KZ",
            "timeZone": "Asia/Almaty",
            "from": "2023-07-12",
            "to": "2023-07-13",
            "programmes": [
              { "id": "almaty-2023", "kind": "travel-mart" },
              { "id": "almaty-2023-health", "kind": "health-consultation" },
              { "id": "almaty-2023-briefing", "kind": "briefing" },
              { "id": "almaty-2023-mou", "kind": "mou" }
            ]
          },
          "mart": {
            "mart": "almaty-2023",
            "event": "almaty-2023",
            "names": {
              "en": "Seoul Travel Mart Almaty",
              "ko": "서울 트래블마트 알마티",
              "ru": "Сеульская туристическая ярмарка в Алматы"
            },
            "days": [
              {
                "date": "2023-07-13",
                "opens": "10:00",
                "closes": "17:50",
                "pauses": [
                  { "label": "lunch", "from": "12:25", "to": "13:30" },
                  { "label": "pause", "from": "15:30", "to": "15:50" }
                ]
              }
            ],
            "slotMinutes": 20,
            "changeoverMinutes": 5,
            "tables": { "layout": "stands" },
            "interpreters": [
              { "id": "I1", "languages": ["ko", "ru"], "hours": [{ "date": "2023-07-13", "from": "10:00", "to": "17:50" }] },
              { "id": "I2", "languages": ["ko", "ru"], "hours": [{ "date": "2023-07-13", "from": "10:00", "to": "17:50" }] },
              { "id": "I3", "languages": ["ko", "ru"], "hours": [{ "date": "2023-07-13", "from": "10:00", "to": "17:50" }] },
              { "id": "I4", "languages": ["ko", "ru"], "hours": [{ "date": "2023-07-13", "from": "10:00", "to": "17:50" }] },
              { "id": "I5", "languages": ["ko", "ru"], "hours": [{ "date": "2023-07-13", "from": "13:30", "to": "17:50" }] },
              { "id": "I6", "languages": ["ko", "kk"], "hours": [{ "date": "2023-07-13", "from": "10:00", "to": "12:25" }] }
            ],
            "categories": [
              { "code": "travel-agency", "names": { "en": "Travel agency", "ko": "여행사", "ru": "Турагентство" } },
              { "code": "hotel", "names": { "en": "Hotel", "ko": "호텔", "ru": "Отель" } },
              { "code": "entertainment-shopping", "names": { "en": "Duty-free and leisure", "ko": "면세·엔터테인먼트", "ru": "Дьюти-фри и досуг" } },
              { "code": "medical-institution", "names": { "en": "Medical institution", "ko": "의료기관", "ru": "Медицинское учреждение" } },
              { "code": "medical-agency", "names": { "en": "Medical tourism agency", "ko": "의료관광 에이전시", "ru": "Агентство медицинского туризма" } }
            ],
            "languages": ["ko", "en", "ru"],
            "rate": {
              "from": "USD",
              "to": "KRW",
              "rate": 1293.5,
              "source": "Illustrative rate for this sample, not a quotation",
              "on": "2023-07-12"
            },
            "phases": {
              "applicationsOpen": "2023-05-15T09:00",
              "wishesClose": "2023-07-07T18:00",
              "opens": "2023-07-13T09:30",
              "closes": "2023-07-13T18:30"
            },
            "requestExpiryMinutes": 4320,
            "countingRule": "v1",
            "rehearsal": true
          },
          "reported": {
            "sellers": 12,
            "buyers": 42,
            "companies": 54,
            "consultations": 150,
            "source": "{{AlmatyFacts.Source}}"
          },
          "synthetic": [
            "Reported are the event, its days, the names of the twelve sellers and of two buyers, and the totals; the mart's own name, day, hall, hours, stands and interpreters are invented.",
            "English and Russian names of sellers, and Korean and Russian names of buyers, are translations made for this sample.",
            "Companies marked synthetic do not exist; every delegate is invented.",
            "Products, prices, languages, wishes, requests, pairings, absences, amounts and outcomes are invented, for real companies too, and say nothing about them.",
            "The exchange rate is illustrative."
          ]
        }

        """;
}
