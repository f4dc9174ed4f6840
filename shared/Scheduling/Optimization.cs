using System.Diagnostics;

namespace TravelMart.Scheduling;

/// <summary>The engine at work on one problem.</summary>
internal sealed class Optimization
{
    private const int PatienceWithFeedback = 400;
    private const int MostWaiting = 60;
    private const int RoundsWithManyWaiting = 200;
    private const int StepsForObligatory = 60;
    private const int WalksForObligatory = 40;
    private const int MostPairsForBaseline = 20_000;
    private const int MostPairsForSteps = 30_000;
    private const long PriceWork = 100_000_000;
    private const long FewestPriceSteps = 20;
    private const long MostPriceSteps = 1_000;
    private const int SweepsInTurn = 4;
    private const int StepRoundsInTurn = 60;

    private readonly IndexedProblem problem;
    private readonly SearchBudget budget;
    private readonly IProgress<SearchProgress>? progress;
    private readonly CancellationToken stop;
    private readonly Effort effort;
    private readonly TwoSides sides;
    private readonly PairChoice choice;
    private readonly Bounds bounds;
    private readonly Board board;
    private readonly Inserter inserter;
    private readonly EjectionWalk walk;
    private readonly Objective[] order;
    private readonly SlotRoom room;
    private PriceSearch? prices;
    private (int Placed, long Weight) reported;

    public Optimization(IndexedProblem problem, SearchBudget budget, IProgress<SearchProgress>? progress, CancellationToken stop)
    {
        (this.problem, this.budget, this.progress, this.stop) = (problem, budget, progress, stop);
        effort = new Effort(problem, budget, stop);
        order = Standing.Order(problem.Problem);
        room = new SlotRoom(problem);
        sides = new TwoSides(problem);
        choice = new PairChoice(problem, sides, room, problem.Problem.Objectives);
        bounds = new Bounds(problem, choice, room);
        board = new Board(problem);
        inserter = new Inserter(board, NewDice(1));
        walk = new EjectionWalk(board, inserter, NewDice(2));
    }

    /// <summary>Breaks matter more than something that flows can see to: then a choice made beforehand is of no use.</summary>
    private bool BreaksComeLast => order.SkipWhile(o => o != Objective.Breaks).Skip(1).All(o => !problem.Problem.Objectives.Contains(o));

    public Plan Run()
    {
        Choose();
        if (!PlaceObligatory())
        {
            if (Baseline() is not { Status: not PlanStatus.Unknown } plan)
            {
                return NoPlan();
            }

            Load(plan);
        }

        if (BreaksComeLast)
        {
            SlotChoice(turn: 0);
            Fill();
        }

        if (!WeightIsProven || problem.Pairs.Length <= MostPairsForBaseline)
        {
            TakeBaselineIfBetter();
        }

        Improve();
        return Answer();
    }

    private bool WeightIsProven => order[0] == Objective.Weight && board.Weight == bounds.Weight;

    /// <summary>True where nothing but breaks can become better.</summary>
    private bool OnlyBreaksAreLeft => BreaksComeLast && bounds.Of(board).All(o => o.Objective == Objective.Breaks || o.Proven);

    private Dice NewDice(int purpose) => new((long)StableHash.Mix((ulong)budget.Seed * 31 + (ulong)purpose));

    private void Choose()
    {
        Feedback.PreferCommonSlots(choice, problem);
        if (choice.Choose(stop))
        {
            bounds.Consider(choice.WeightPrices());
        }
    }

    private bool PlaceObligatory()
    {
        foreach (var meeting in PlacementOrder.For(problem, budget.Seed).TakeWhile(m => problem.IsObligatory[m]))
        {
            var placed = inserter.TryInsert(meeting);
            for (var i = 0; !placed && i < WalksForObligatory && !stop.IsCancellationRequested; i++)
            {
                placed = walk.TryPlace(meeting, StepsForObligatory);
            }

            board.Keep();
            if (!placed)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Slots the choice, and other choices as good as it, until one fits.</summary>
    private void SlotChoice(int turn)
    {
        if (!choice.IsBest)
        {
            return;
        }

        var feedback = new Feedback(choice, board, inserter, walk, NewDice(2_000 + turn));
        var patience = Math.Min(PatienceWithFeedback, effort.RoundsForWeight / 4);
        var (fewest, lastGain) = (int.MaxValue, 0);
        for (var round = 0; !feedback.Slot() && round - lastGain < patience && !effort.IsOverForWeight; round++)
        {
            // Where hundreds wait, refilling slots does in a moment what this would take long for.
            if (feedback.Waiting.Count < fewest - fewest / 50)
            {
                (fewest, lastGain) = (feedback.Waiting.Count, round);
            }
            else if (feedback.Waiting.Count > MostWaiting && round >= RoundsWithManyWaiting)
            {
                return;
            }

            effort.Count();
            Report();
            feedback.Discourage();
            if (!choice.Choose(stop))
            {
                return;
            }
        }
    }

    /// <summary>Puts in whatever still fits, the heaviest first.</summary>
    private void Fill()
    {
        var open = Enumerable.Range(0, problem.Pairs.Length).Where(m => board.SlotOf(m) == Board.None).ToArray();
        Array.Sort(Array.ConvertAll(open, m => (-problem.Weight[m], m)), open);
        foreach (var meeting in open)
        {
            if (stop.IsCancellationRequested ? inserter.TryFreeSlot(meeting) : inserter.TryInsert(meeting))
            {
                board.Keep();
            }
        }
    }

    private void Improve()
    {
        Report();
        if (!OnlyBreaksAreLeft)
        {
            SearchForWeight();
        }

        if (problem.Problem.Objectives.Contains(Objective.Breaks) && BreaksComeLast)
        {
            SearchForBreaks();
        }
    }

    private void SearchForWeight()
    {
        var plain = sides.Exist && board.IsPlain && BreaksComeLast && board.Shortfall == 0;
        var sweeps = plain ? new SlotSweeps(board, sides, choice.WeightPrices(), NewDice(4)) : null;
        var alsoSteps = sweeps is null || problem.Pairs.Length <= MostPairsForSteps;
        var (best, state) = (StandingNow(), board.Save());
        for (var turn = 1; MayBecomeBetter; turn++)
        {
            if (sweeps is not null)
            {
                Sweep(sweeps);
            }

            LowerBound();
            if (alsoSteps)
            {
                SearchInSteps(NewDice(1_000 + turn));
            }

            if (StandingNow() > best)
            {
                (best, state) = (StandingNow(), board.Save());
            }

            // Another choice that is just as good leads to another end.
            if (plain && MayBecomeBetter)
            {
                SlotChoice(turn);
                Fill();
            }
        }

        if (StandingNow() < best)
        {
            board.Restore(state);
        }

        if (BreaksComeLast)
        {
            Fill();
        }
    }

    private Standing StandingNow() => Standing.Of(order, objective => Bounds.Value(board, objective));

    /// <summary>True where there is something to gain, and leave to look for it.</summary>
    private bool MayBecomeBetter => !effort.IsOverForWeight && !OnlyBreaksAreLeft;

    private void Sweep(SlotSweeps sweeps)
    {
        sweeps.Begin();
        for (var i = 0; i < SweepsInTurn * board.Slots && !effort.IsOverForWeight && !WeightIsProven; i++)
        {
            sweeps.Work();
            effort.Count();
            Report();
        }

        sweeps.Finish();
    }

    /// <summary>Tries to prove that little more, or nothing more, can be had.</summary>
    private void LowerBound()
    {
        if (order[0] != Objective.Weight || WeightIsProven || !choice.IsBest || problem.Pairs.Length > MostPairsForSteps)
        {
            return;
        }

        prices ??= new PriceSearch(problem, room, choice.WeightPrices());
        var better = false;
        var steps = Math.Clamp(PriceWork / (1 + prices.Size), FewestPriceSteps, MostPriceSteps);
        for (var i = 0L; i < steps && !effort.IsOverForWeight; i++)
        {
            better |= prices.Step(board.Weight);
        }

        if (better)
        {
            bounds.Consider(prices.Best());
        }

        effort.Count();
        Report();
    }

    private void SearchInSteps(Dice dice)
    {
        var steps = new LateAcceptance(board, inserter, dice);
        for (var i = 0; i < StepRoundsInTurn && MayBecomeBetter; i++)
        {
            steps.Work();
            effort.Count();
            Report();
        }

        steps.Finish();
    }

    private void SearchForBreaks()
    {
        if (!board.IsPlain)
        {
            return;
        }

        var compactor = new Compactor(board, inserter.Chain, NewDice(6));
        while (!effort.IsOver && compactor.BestTotal > compactor.Least)
        {
            compactor.Work();
            effort.Count();
            progress?.Report(new SearchProgress(effort.Rounds, board.Count, board.Weight, 0, bounds.Weight, compactor.BestTotal));
        }

        compactor.Finish();
    }

    private Plan Baseline() => new BaselineScheduler().Schedule(problem.Problem, new SearchBudget(budget.Seed), stop: stop);

    private void TakeBaselineIfBetter()
    {
        var plan = Baseline();
        if (plan.Status is PlanStatus.Unknown or PlanStatus.Infeasible)
        {
            return;
        }

        var own = StandingNow();
        var state = board.Save();
        Load(plan);
        if (own > StandingNow())
        {
            board.Rules?.StartWindowAt(0);
            board.Restore(state);
        }
    }

    private void Load(Plan plan)
    {
        var state = new BoardState(new int[problem.Pairs.Length], board.Save().Interpreters is null ? null : new int[problem.Pairs.Length]);
        Array.Fill(state.Slots, Board.None);
        Array.Fill(state.Interpreters ?? [], Board.None);
        var placed = plan.Placed.ToDictionary(p => p.Meeting, StringComparer.Ordinal);
        var interpreters = problem.Problem.Interpreters.Select((who, i) => (who.Id, i)).ToDictionary(StringComparer.Ordinal);
        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            if (placed.TryGetValue(problem.Problem.Meetings[meeting].Id, out var row))
            {
                state.Slots[meeting] = row.Slot;
                if (row.Interpreter is { } who)
                {
                    state.Interpreters![meeting] = interpreters[who];
                }
            }
        }

        board.Restore(state);
        board.Rules?.StartWindowAt(Enumerable.Range(0, problem.Problem.Participants.Count).Select(board.Breaks).DefaultIfEmpty(0).Min());
    }

    private void Report()
    {
        // The board may be on its way through worse plans; told is the best of all.
        if (board.Weight > reported.Weight || (board.Weight == reported.Weight && board.Count > reported.Placed))
        {
            reported = (board.Count, board.Weight);
        }

        progress?.Report(new SearchProgress(effort.Rounds, reported.Placed, reported.Weight, 0, bounds.Weight));
    }

    private Plan NoPlan()
    {
        var plan = Baseline();
        return plan with { Seed = budget.Seed };
    }

    private Plan Answer()
    {
        Debug.Assert(Enumerable.Range(0, problem.Pairs.Length).All(m => !problem.IsObligatory[m] || board.SlotOf(m) != Board.None), "What must be held is held.");
        var objectives = bounds.Of(board);
        return new Plan
        {
            Problem = problem.Problem.Name,
            Seed = budget.Seed,
            Status = objectives.All(o => o.Proven) ? PlanStatus.Optimal : PlanStatus.Feasible,
            Placed = Placed(),
            Unplaced = Unplaced(),
            Objectives = objectives,
            Certificate = problem.Problem.Objectives.Contains(Objective.Weight) ? bounds.Certificate : null,
        };
    }

    private List<PlacedMeeting> Placed()
    {
        var placed = new List<PlacedMeeting>(board.Count);
        var tables = new int[problem.Slots];
        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            if (board.SlotOf(meeting) is var slot and not Board.None)
            {
                var interpreter = board.InterpreterOf(meeting);
                placed.Add(new PlacedMeeting(
                    problem.Problem.Meetings[meeting].Id,
                    slot,
                    problem.Problem.Tables is null ? null : tables[slot]++,
                    interpreter == Board.None ? null : problem.Problem.Interpreters[interpreter].Id));
            }
        }

        return placed;
    }

    private List<UnplacedMeeting> Unplaced()
    {
        var reasons = new UnplacedReasons(board);
        var unplaced = new List<UnplacedMeeting>(problem.Pairs.Length - board.Count);
        for (var meeting = 0; meeting < problem.Pairs.Length; meeting++)
        {
            if (board.SlotOf(meeting) == Board.None)
            {
                unplaced.Add(new UnplacedMeeting(problem.Problem.Meetings[meeting].Id, reasons.For(meeting)));
            }
        }

        return unplaced;
    }
}
