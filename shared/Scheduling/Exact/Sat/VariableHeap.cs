namespace TravelMart.Scheduling.Exact;

/// <summary>
/// Variables in the order in which they should be decided: those first that took part in recent conflicts (VSIDS, Moskewicz et al.,
/// "Chaff", DAC 2001, with the exponential growth of MiniSat). A binary heap with the place of each variable.
/// </summary>
internal sealed class VariableHeap
{
    private const double TooLarge = 1e100;

    private double[] activity = [];
    private int[] heap = [];
    private int[] place = [];
    private int count;
    private double step = 1;

    public bool IsEmpty => count == 0;

    /// <summary>Makes room for one variable more and puts it in.</summary>
    public void Grow(int variable, double first)
    {
        if (variable >= place.Length)
        {
            var size = Math.Max(64, 2 * place.Length);
            Array.Resize(ref activity, size);
            Array.Resize(ref heap, size);
            Array.Resize(ref place, size);
        }

        activity[variable] = first;
        place[variable] = -1;
        Insert(variable);
    }

    public void Insert(int variable)
    {
        if (place[variable] < 0)
        {
            place[variable] = count;
            heap[count++] = variable;
            Up(place[variable]);
        }
    }

    public int RemoveFirst()
    {
        var first = heap[0];
        place[first] = -1;
        var last = heap[--count];
        if (count > 0)
        {
            heap[0] = last;
            place[last] = 0;
            Down(0);
        }

        return first;
    }

    /// <summary>Moves a variable forward.</summary>
    public void Bump(int variable)
    {
        if ((activity[variable] += step) > TooLarge)
        {
            Rescale();
        }

        if (place[variable] >= 0)
        {
            Up(place[variable]);
        }
    }

    /// <summary>Makes everything so far count less: 0.95 forgets slowly, 0.8 fast.</summary>
    public void Decay(double factor) => step /= factor;

    private void Rescale()
    {
        for (var v = 0; v < activity.Length; v++)
        {
            activity[v] /= TooLarge;
        }

        step /= TooLarge;
    }

    private void Up(int at)
    {
        var variable = heap[at];
        var value = activity[variable];
        while (at > 0)
        {
            var parent = (at - 1) >> 1;
            if (activity[heap[parent]] >= value)
            {
                break;
            }

            heap[at] = heap[parent];
            place[heap[at]] = at;
            at = parent;
        }

        heap[at] = variable;
        place[variable] = at;
    }

    private void Down(int at)
    {
        var variable = heap[at];
        var value = activity[variable];
        while (true)
        {
            var child = (2 * at) + 1;
            if (child >= count)
            {
                break;
            }

            if (child + 1 < count && activity[heap[child + 1]] > activity[heap[child]])
            {
                child++;
            }

            if (activity[heap[child]] <= value)
            {
                break;
            }

            heap[at] = heap[child];
            place[heap[at]] = at;
            at = child;
        }

        heap[at] = variable;
        place[variable] = at;
    }
}
