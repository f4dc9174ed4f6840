namespace TravelMart.CommandLine.MartFolders.Almaty;

/// <summary>Writes products.csv. Every product and price is invented.</summary>
internal static class AlmatyProducts
{
    /// <summary>Seller, product, currency with price range, tags; then title and text in English, Korean and Russian.</summary>
    private static readonly string[] Products =
    [
        "S01|P1|USD 890 1290|group city|Seoul in six days|Group tour with a Russian-speaking guide, palaces and markets.|서울 6일 여행|러시아어 가이드와 함께 고궁과 시장을 둘러보는 단체 여행.|Сеул за шесть дней|Групповой тур с русскоязычным гидом: дворцы и рынки.",
        "S01|P2|USD 1450 2100|wellness small-group|Hanbang wellness week|Korean-medicine treatments, tea and forest walks for small groups.|한방 웰니스 위크|소규모 단체를 위한 한방 치료, 차, 숲길 산책.|Неделя ханбан-велнес|Процедуры корейской медицины, чай и лес для малых групп.",
        "S01|P3|USD 640 980|hiking|Bukhansan hiking long weekend|Guided hikes with equipment lent at the hiking centre.|북한산 하이킹 연휴|하이킹 센터 장비 대여를 포함한 가이드 산행.|Длинные выходные в Пукхансане|Походы с гидом и прокатом снаряжения.",
        "S02|P1|USD 720 1100|group family|Seoul for families|Five days with theme park, aquarium and hands-on cooking.|가족 서울 여행|테마파크, 아쿠아리움, 요리 체험이 있는 5일.|Сеул для семьи|Пять дней: парк развлечений, аквариум, кулинарный класс.",
        "S02|P2|USD 1200 1900|winter festival|Lantern festival in Gwanghwamun|Winter trip around the lantern festival, with visa help.|광화문 빛초롱 여행|빛초롱 축제와 함께하는 겨울 여행, 비자 지원.|Фестиваль фонарей в Кванхвамуне|Зимняя поездка на фестиваль с визовой поддержкой.",
        "S03|P1|USD 2400 5200|vip private|Private Seoul with a driver|Car, interpreter and reservations for two to six guests.|전용 차량 서울 투어|2–6인을 위한 차량, 통역, 예약 서비스.|Частный Сеул с водителем|Автомобиль, переводчик и бронирования на 2–6 гостей.",
        "S03|P2|USD 300 450|airport pass|Fast-track arrival package|Meeting at the gate, lounge and transfer to the hotel.|패스트트랙 도착 패키지|게이트 영접, 라운지, 호텔 이동.|Быстрое прибытие|Встреча у выхода, лаунж и трансфер в отель.",
        "S04|P1|KRW 145000 210000|room group|Group rooms with breakfast|Twin rooms for series groups, from ten rooms a night.|단체 객실 조식 포함|1박 10실 이상 단체를 위한 트윈룸.|Номера для групп с завтраком|Двухместные номера для серийных групп от десяти номеров.",
        "S04|P2|KRW 180000 320000|room medical long-stay|Recovery stay|Long-stay rooms for patients and families, shuttle to hospitals.|회복 스테이|환자와 가족을 위한 장기 객실, 병원 셔틀.|Проживание после лечения|Номера для пациентов и семей, трансфер в клиники.",
        "S05|P1||shopping voucher|Group voucher and guide bonus|Vouchers for groups from fifteen guests.|단체 바우처|15인 이상 단체를 위한 바우처.|Ваучеры для групп|Ваучеры для групп от пятнадцати гостей.",
        "S05|P2|USD 120 350|shopping beauty|K-beauty class with shopping|Make-up class, samples and reserved counters.|K-뷰티 클래스|메이크업 클래스와 전용 카운터.|Класс K-beauty|Мастер-класс по макияжу и отдельная касса.",
        "S06|P1||shopping vip|Personal shopper in Russian|Free escort through the shop for VIP guests.|러시아어 퍼스널 쇼퍼|VIP 고객을 위한 무료 동행.|Личный консультант на русском|Бесплатное сопровождение VIP-гостей.",
        "S06|P2|USD 80 200|shopping art|Old-town store and art walk|Museum visit with a shopping stop.|본점 아트 워크|미술관 관람과 쇼핑.|Арт-прогулка и покупки|Музей и остановка для покупок.",
        "S07|P1|USD 900 2600|check-up|Full health check-up|One-day check-up with results explained in Russian.|종합 건강검진|러시아어 결과 상담을 포함한 1일 검진.|Полный чек-ап|Однодневное обследование, результаты на русском.",
        "S07|P2|USD 12000 38000|severe-disease oncology|Stomach and colorectal cancer care|Second opinion, surgery and follow-up at a distance.|위·대장암 치료|2차 소견, 수술, 원격 추적 관찰.|Лечение рака желудка и кишечника|Второе мнение, операция, дистанционное наблюдение.",
        "S07|P3|USD 700 1500|rehabilitation|Post-COVID clinic|Lung and heart tests with a plan for recovery.|코로나 후유증 클리닉|폐·심장 검사와 회복 계획.|Клиника постковида|Проверка лёгких и сердца и план восстановления.",
        "S08|P1|USD 3500 9000|plastic-surgery|Face contouring|Consultation with 3D imaging and aftercare.|안면윤곽|3D 상담과 사후 관리.|Контурная пластика лица|Консультация с 3D-моделью и уход.",
        "S08|P2|USD 400 1800|skin anti-ageing|Skin and lifting day|Treatments without surgery, in one day.|피부·리프팅 데이|비수술 1일 시술.|День кожи и лифтинга|Процедуры без операции за один день.",
        "S09|P1|USD 700 1900|check-up|Check-up with endoscopy|Half-day programme close to the city centre.|내시경 건강검진|도심 반나절 프로그램.|Чек-ап с эндоскопией|Программа на полдня в центре города.",
        "S09|P2|USD 6000 21000|joints surgery|Joint and spine centre|Surgery and two weeks of rehabilitation.|관절·척추 센터|수술과 2주 재활.|Центр суставов и позвоночника|Операция и две недели реабилитации.",
        "S10|P1|USD 250 600|facilitation visa|Medical visa and escort|Papers, hospital booking and an escort.|의료 비자·동행|서류, 병원 예약, 동행 서비스.|Медицинская виза и сопровождение|Документы, запись в клинику, сопровождение.",
        "S10|P2|USD 1800 4200|check-up package|Check-up and Seoul, four days|Hospital day and three days of sightseeing.|검진과 서울 4일|병원 1일과 관광 3일.|Чек-ап и Сеул, четыре дня|День в клинике и три дня экскурсий.",
        "S11|P1|USD 200 500|facilitation second-opinion|Second opinion by video|Two specialists answer within a week.|화상 2차 소견|전문의 2인이 1주 안에 답변.|Второе мнение по видео|Два специалиста отвечают за неделю.",
        "S11|P2|USD 2900 7400|dental package|Smile package|Implants with hotel and transfers.|스마일 패키지|임플란트, 호텔, 이동 포함.|Пакет «Улыбка»|Импланты, отель и трансферы.",
        "S12|P1|USD 350 800|emergency transport|Patient transport|Escorted flights with a nurse.|환자 이송|간호사 동반 항공 이송.|Перевозка пациентов|Перелёт в сопровождении медсестры.",
        "S12|P2|USD 1500 3900|rehabilitation package|Rehabilitation month|Rehabilitation clinic with an apartment nearby.|재활 한 달|재활 병원과 인근 숙소.|Месяц реабилитации|Клиника реабилитации и квартира рядом.",
    ];

    /// <summary>The ids of a seller's products.</summary>
    public static IReadOnlyList<string> Of(string seller) =>
        [.. Products.Select(p => p.Split('|')).Where(p => p[0] == seller).Select(p => p[1])];

    /// <summary>The file.</summary>
    public static string Write()
    {
        var table = new CsvText(
            "company", "product", "title_en", "title_ko", "title_ru", "text_en", "text_ko", "text_ru", "price_from", "price_to", "currency", "tags");
        foreach (var product in Products.Select(p => p.Split('|')))
        {
            string[] price = product[2].Length > 0 ? product[2].Split(' ') : ["", "", ""];
            table.Add(
                ("company", product[0]), ("product", product[1]), ("currency", price[0]), ("price_from", price[1]), ("price_to", price[2]),
                ("tags", product[3]), ("title_en", product[4]), ("text_en", product[5]), ("title_ko", product[6]), ("text_ko", product[7]),
                ("title_ru", product[8]), ("text_ru", product[9]));
        }

        return table.ToString();
    }
}
