// Some of these tests spend minutes waiting for a mart's day to pass; the processors are for the others meanwhile.
[assembly: CollectionBehavior(MaxParallelThreads = 3)]
