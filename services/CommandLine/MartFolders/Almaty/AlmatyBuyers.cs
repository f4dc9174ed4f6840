namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>A buyer of the Almaty mart.</summary>
/// <param name="Id">B01 to B42.</param>
/// <param name="English">The name; invented from B03 on.</param>
/// <param name="Korean">In Korean letters; ours.</param>
/// <param name="Russian">In Russian letters; ours.</param>
/// <param name="Languages">Invented.</param>
/// <param name="Planned">Invented: meetings booked before the day.</param>
/// <param name="Blocked">Invented: slots (from 1) in which nobody of the company is there.</param>
internal sealed record AlmatyBuyer(string Id, string English, string Korean, string Russian, string Languages, int Planned, int[] Blocked)
{
    /// <summary>True from B03 on: the report names two buyers only.</summary>
    public bool Synthetic => string.CompareOrdinal(Id, "B02") > 0;
}

/// <summary>The names of buyers and of applicants who did not get in. From the third buyer on they are invented.</summary>
internal static class AlmatyBuyers
{
    /// <summary>The agency whose delegates speak Kazakh only.</summary>
    public const string KazakhOnly = "Jibek Joly Trips";

    /// <summary>The agency that comes for the last two slots only.</summary>
    public const string Late = "Aral Wind";

    /// <summary>The agency that misses two of its meetings.</summary>
    public const string Absent = "Saryarka Tour";

    /// <summary>English, Korean and Russian name of each buyer, from B01.</summary>
    public static readonly string[] Names =
    [
        "Golden Tour Kazakhstan|골든투어 카자흐스탄|Golden Tour Kazakhstan", "Ruvens|루벤스|Ruvens",
        "Altyn Travel|알틴 트래블|Алтын Трэвел", "Silk Road Voyages|실크로드 보야지|Шёлковый путь Вояж",
        "Nomad Way|노마드 웨이|Номад Уэй", "Steppe Voyage|스텝 보야지|Степь Вояж", "Sunkar Travel|순카르 트래블|Сункар Трэвел",
        "Baiterek Voyage|바이테렉 보야지|Байтерек Вояж", "Densaulyk Tour|덴사울릭 투어|Денсаулык Тур", "Medeu Travel|메데우 트래블|Медеу Трэвел",
        "Ulytau Tours|울리타우 투어|Улытау Турс", "Kok-Tobe Tours|콕토베 투어|Кок-Тобе Турс", "Salamat Trip|살라마트 트립|Саламат Трип",
        "Arman Voyage|아르만 보야지|Арман Вояж", "Dostyk Travel|도스틱 트래블|Достык Трэвел", "Barys Tours|바리스 투어|Барыс Турс",
        "Otrar Holidays|오트라르 홀리데이|Отрар Холидейс", "Turan Express|투란 익스프레스|Туран Экспресс", "Qazyna Tour|카지나 투어|Казына Тур",
        "Aral Wind|아랄 윈드|Аральский ветер", "Zhaiyq Travel|자이크 트래블|Жайык Трэвел", "Saiakhat Plus|사야하트 플러스|Саяхат Плюс",
        "Tulpar Tour|툴파르 투어|Тулпар Тур", "Charyn Trips|차린 트립|Чарын Трипс", "Khan Trips|칸 트립|Хан Трипс",
        "Shym Tours|심 투어|Шым Турс", "Samal Tour|사말 투어|Самал Тур", "Med Sapar|메드 사파르|Мед Сапар",
        "Apple City Travel|애플시티 트래블|Эппл Сити Трэвел", "Kolsai Tours|콜사이 투어|Кольсай Турс", "Meridian KZ|메리디안 KZ|Меридиан KZ",
        "Nur Travel House|누르 트래블 하우스|Нур Трэвел Хаус", "Jibek Joly Trips|지벡졸리 트립|Жибек Жолы Трипс",
        "Tengri Tours|텡그리 투어|Тенгри Турс", "Zhetysu Travel|제티수 트래블|Жетысу Трэвел", "Asia Bridge|아시아 브리지|Азия Бридж",
        "Balqash Holidays|발카시 홀리데이|Балхаш Холидейс", "Ile Voyage|일레 보야지|Иле Вояж", "Saryarka Tour|사리아르카 투어|Сарыарка Тур",
        "Alatau Holidays|알라타우 홀리데이|Алатау Холидейс", "Kaspi Horizon|카스피 호라이즌|Каспий Горизонт", "Aisulu Travel|아이술루 트래블|Айсулу Трэвел",
    ];

    /// <summary>Applicants who did not get in: id, role, names, category, languages, decision, reason, note.</summary>
    public static readonly string[] Others =
    [
        "B43|buyer|Caspian Pearl Tours|카스피안 펄 투어|Жемчужина Каспия||ru|waitlist|hall-full|The hall seats 42 buyers; first on the list if one withdraws.",
        "B44|buyer|Yurt and Sky|유르트 앤 스카이|Юрта и небо||ru en|waitlist|applied-late|",
        "B45|buyer|Steppe Freight Line|스텝 프레이트 라인|Степь Карго||ru|decline|not-a-travel-agency|A freight forwarder: it sells no trips.",
        "B46|buyer|Almaty Cosmetics Import|알마티 코스메틱 임포트|Алматы Косметик Импорт||ru kk|decline|not-a-travel-agency|Imports goods; asked to come to the product fair instead.",
        "S13|seller|Han River Guesthouse|한강 게스트하우스|Гостевой дом Ханган|hotel|ko en|waitlist|stands-taken|",
    ];
}
