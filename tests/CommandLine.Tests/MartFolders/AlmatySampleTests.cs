using TravelMart.CommandLine.MartFolders;

namespace TravelMart.CommandLine.Tests.MartFolders;

public sealed class AlmatySampleTests
{
    private static readonly string Place = SampleFolders.Find("almaty-2023").ShouldNotBeNull();

    private static readonly MartFolder Almaty = Read();

    [Fact]
    public void The_sample_is_found_by_its_name_and_by_its_path()
    {
        SampleFolders.Names().ShouldContain("almaty-2023");
        SampleFolders.Find(Place).ShouldBe(Place);
        SampleFolders.Find("no-such-mart").ShouldBeNull();
        SampleFolders.Find("../samples/no-such-mart").ShouldBeNull();
    }

    [Fact]
    public void The_generator_writes_the_shipped_sample_byte_for_byte()
    {
        var files = AlmatyGenerator.Files(AlmatyGenerator.DefaultSeed);

        Directory.EnumerateFiles(Place).Select(Path.GetFileName).ShouldBe(files.Keys, ignoreOrder: true);
        foreach (var (file, bytes) in files)
        {
            File.ReadAllBytes(Path.Combine(Place, file)).AsSpan().SequenceEqual(bytes)
                .ShouldBeTrue($"{file} differs: write it again with 'travelmart sample almaty-2023 --out samples/almaty-2023'");
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(77)]
    public void Another_seed_gives_another_mart_that_reads_as_clean(int seed)
    {
        using var folder = new TemporaryFolder();
        AlmatyGenerator.Write(folder.Path, seed);

        MartFolder.Read(folder.Path).Errors.ShouldBeEmpty();
        File.ReadAllText(Path.Combine(folder.Path, "wishes.csv")).ShouldNotBe(File.ReadAllText(Path.Combine(Place, "wishes.csv")));
    }

    [Fact]
    public void The_grid_has_sixteen_slots_that_leave_lunch_and_pause_free()
    {
        var starts = Almaty.Settings.Grid.Slots.Select(s => s.Start.ToString("HH:mm", null));

        starts.ShouldBe([
            "10:00", "10:25", "10:50", "11:15", "11:40", "12:05", "13:30", "13:55", "14:20", "14:45", "15:10",
            "15:50", "16:15", "16:40", "17:05", "17:30"]);
        Almaty.Settings.Grid.Slots[^1].End.ToString("HH:mm", null).ShouldBe("17:50");
    }

    [Fact]
    public void Local_times_are_those_of_Almaty_in_2023_six_hours_ahead()
    {
        Almaty.At(Almaty.Settings.Phases.Opens).ShouldBe(new DateTimeOffset(2023, 7, 13, 3, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Twelve_sellers_and_forty_two_buyers_are_approved_and_five_applicants_are_not()
    {
        Almaty.Approved.Count(c => c.Role == Role.Seller).ShouldBe(12);
        Almaty.Approved.Count(c => c.Role == Role.Buyer).ShouldBe(42);
        Almaty.Approved.Where(c => c.Role == Role.Seller).Select(c => c.Stand).ShouldBe(Enumerable.Range(1, 12).Cast<int?>());
        Almaty.Companies.Count(c => c.Decision == Decision.Waitlist).ShouldBe(3);
        Almaty.Companies.Count(c => c.Decision == Decision.Decline).ShouldBe(2);
        Almaty.Reported.ShouldNotBeNull().Companies.ShouldBe(Almaty.Approved.Count());
    }

    [Fact]
    public void Only_the_fourteen_companies_of_the_report_are_real_and_no_person_is()
    {
        Almaty.Companies.Where(c => !c.Synthetic).Select(c => c.Id)
            .ShouldBe([.. Enumerable.Range(1, 12).Select(i => $"S{i:00}"), "B01", "B02"]);
        Almaty.Companies.SelectMany(c => c.Delegates)
            .ShouldAllBe(d => d.Invented && d.Email.EndsWith("@example.com", StringComparison.Ordinal));
        Almaty.Synthetic.ShouldNotBeEmpty();
    }

    [Fact]
    public void Every_seller_offers_two_or_three_products_in_three_languages()
    {
        Almaty.Products.GroupBy(p => p.Company).Count().ShouldBe(12);
        Almaty.Products.GroupBy(p => p.Company).ShouldAllBe(g => g.Count() >= 2 && g.Count() <= 3);
        Almaty.Products.ShouldAllBe(p => p.Titles.Count == 3 && p.Texts.Count == 3);
    }

    [Fact]
    public void Hundred_and_fifty_four_meetings_are_booked_before_the_day_and_all_are_wished_for()
    {
        var byHand = Almaty.Requests.Where(r => r.BookedSlot is not null).Select(r => r.Pair).ToList();
        var wished = Wished();
        var never = Nevers();

        byHand.Count.ShouldBe(30);
        byHand.ShouldAllBe(p => wished.Contains(p));
        wished.Except(never).Union(byHand).Count().ShouldBe(154 + 2);
        Almaty.Day.Where(d => d.Ends && d.Meeting == 1).Select(d => d.Pair!.Value).Except(OnTheDay()).Count().ShouldBe(154);
    }

    [Fact]
    public void Six_wished_pairs_cannot_be_placed_by_anybody()
    {
        var impossible = Wished().Intersect(Nevers()).Count();
        var ended = Almaty.Day.Where(d => d.Ends).Select(d => d.Pair!.Value);

        impossible.ShouldBe(4);
        Wished().Except(ended).Count().ShouldBe(6);
    }

    [Fact]
    public void Requests_end_in_every_way_that_there_is()
    {
        Almaty.Requests.Count(r => r.Answer == Answer.Decline).ShouldBe(3);
        Almaty.Requests.Count(r => r.Answer == Answer.Expire).ShouldBe(3);
        Almaty.Requests.Count(r => r.Answer == Answer.Withdraw).ShouldBe(2);
        Almaty.Requests.Count(r => r.Close?.Answer == Answer.Accept).ShouldBeGreaterThan(5);
        Almaty.Requests.Count(r => r.Close?.Answer == Answer.Decline).ShouldBe(1);
        Almaty.Requests.Count(r => r.Close?.Answer == Answer.Expire).ShouldBe(1);
        Almaty.Requests.Count(r => r.By == Side.Seller).ShouldBeGreaterThan(3);
    }

    [Fact]
    public void The_day_comes_to_the_reported_hundred_and_fifty_consultations()
    {
        var before = Almaty.Day.Where(d => d.Ends && !(OnTheDay().Contains(d.Pair!.Value) && !Repeated().Contains(d.Pair.Value)) && d.Meeting == 1).ToList();
        var disputed = Almaty.Day.Where(d => d.What == Happening.Dispute).Select(d => d.Pair!.Value).ToList();
        var held = Almaty.Day.Where(d => d.What == Happening.Held).ToList();
        var counted = held.Where(h => !(disputed.Contains(h.Pair!.Value) && h.Meeting == 1)).ToList();

        before.Count(d => d.What == Happening.Cancel).ShouldBe(5);
        before.Count(d => d.What is Happening.NoShowBuyer or Happening.NoShowSeller).ShouldBe(10);
        before.Count(d => d.What == Happening.Held).ShouldBe(139);
        disputed.Count.ShouldBe(1);
        Almaty.Day.Count(d => d.What == Happening.Settle).ShouldBe(0);
        Almaty.Day.Count(d => d.What == Happening.OnSite).ShouldBe(8);
        Almaty.Day.Count(d => d.What == Happening.WalkIn).ShouldBe(4);
        counted.Count.ShouldBe(150);
        counted.Count.ShouldBe(Almaty.Reported.ShouldNotBeNull().Consultations!.Value);
        counted.Select(c => c.Pair).Distinct().Count().ShouldBe(148);
    }

    [Fact]
    public void Moves_late_arrivals_and_later_edits_are_part_of_the_story()
    {
        Almaty.Day.Count(d => d.What == Happening.Move).ShouldBe(3);
        Almaty.Day.Count(d => d.LateMinutes > 0).ShouldBeInRange(8, 12);
        Almaty.Day.Count(d => d.What == Happening.LogEdit && d.At > Almaty.Settings.Phases.Closes).ShouldBe(5);
        Almaty.Day.Count(d => d.What == Happening.HallCheckIn).ShouldBe(54);
        Almaty.Day.Where(d => d.Log?.Amount is not null).Select(d => d.Log!.Amount!.Kind).Distinct().Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("first")]
    [InlineData("last")]
    [InlineData("any")]
    public void Even_a_simple_planner_places_every_pair_that_can_be_placed(string slot)
    {
        for (var seed = 0; seed < 150; seed++)
        {
            var plan = new PlanSimulation(Almaty, seed, Chooser(slot));
            plan.Plan();

            plan.Booked.ShouldBe(154, $"{slot} slot, seed {seed}");
            plan.Unplaced.Count.ShouldBe(6);
            plan.PlayDay().ShouldBeEmpty($"{slot} slot, seed {seed}");
        }
    }

    private static Func<List<int>, Random, int> Chooser(string slot) => slot switch
    {
        "first" => (free, _) => free[0],
        "last" => (free, _) => free[^1],
        _ => (free, random) => free[random.Next(free.Count)],
    };

    private static HashSet<Pair> Wished() => [.. Almaty.Wishes.Where(w => w.Strength != Strength.Never).Select(w => w.Pair)];

    private static HashSet<Pair> Nevers() => [.. Almaty.Wishes.Where(w => w.Strength == Strength.Never).Select(w => w.Pair)];

    private static HashSet<Pair> OnTheDay() => [.. Almaty.Day.Where(d => d.Books && !d.Repeat).Select(d => d.Pair!.Value)];

    private static HashSet<Pair> Repeated() => [.. Almaty.Day.Where(d => d.Books && d.Repeat).Select(d => d.Pair!.Value)];

    private static MartFolder Read()
    {
        var read = MartFolder.Read(Place);
        read.Errors.ShouldBeEmpty();
        return read.Folder.ShouldNotBeNull();
    }
}
