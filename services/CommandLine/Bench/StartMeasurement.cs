namespace TravelMart.CommandLine.Bench;

/// <summary>
/// From the start of the process to the first page, on a data folder that holds the whole sample, against the same program saying nothing
/// but its version; and the memory of a process that served the sample's replay.
/// </summary>
internal sealed class StartMeasurement : Measurement
{
    public override string Name => "start";

    public override string Meaning => "from the start of the process to its first page, with the sample's data there; and its memory after the sample's replay";

    public override int Steps(int runs) => 1 + runs;

    public override async Task<IReadOnlyList<Figure>> Run(Workplace place, int runs, Action step, CancellationToken cancel)
    {
        var sample = await place.Sample(cancel);
        step();
        List<double> ours = [], nothing = [], board = [];
        for (var run = 0; run < runs; run++)
        {
            using (var program = ChildProgram.Serve(sample.Folder))
            {
                ours.Add(await program.FirstPage(ChildProgram.HomePage, cancel));
                board.Add(await program.FirstPage($"/boards/marts/{sample.Mart}/board", cancel));
            }
            nothing.Add(await ChildProgram.SecondsForNothing(cancel));
            step();
        }
        return
        [
            Figure.Of("to the first page", "s", ours),
            Figure.Of("to the sample's board", "s", board),
            Figure.Of("the program's version only", "s", nothing),
            Figure.Ratio("first page to version only", ours, nothing),
            new("memory after the sample's replay", "MB", sample.Megabytes, []),
        ];
    }
}
