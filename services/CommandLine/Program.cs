Console.WriteLine("travelmart");
