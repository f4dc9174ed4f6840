namespace TravelMart.CommandLine.MartFolders;

/// <summary>Reads products.csv.</summary>
internal static class ProductsReader
{
    private static readonly string[] Optional =
    [
        "title_ko", "title_ru", "title_kk", "text_en", "text_ko", "text_ru", "text_kk", "price_from", "price_to", "currency", "tags",
    ];

    /// <summary>The products; empty, with a report, where the file cannot be used.</summary>
    public static IReadOnlyList<FolderProduct> Read(string folder, FolderParties parties, FolderErrors errors)
    {
        var products = new List<FolderProduct>();
        var lines = new Dictionary<(string Company, string Product), int>();
        foreach (var row in CsvTable.Read(folder, "products.csv", ["company", "product", "title_en"], Optional, errors).Rows)
        {
            parties.Named(row, "company", Role.Seller);
            var product = Product(row);
            if (product.Id.Length > 0 && !lines.TryAdd((product.Company, product.Id), row.Line))
            {
                row.Wrong("product", $"\"{product.Id}\" is on line {lines[(product.Company, product.Id)]} already");
            }

            products.Add(product);
        }

        return products;
    }

    private static FolderProduct Product(CsvRow row)
    {
        var priced = row.Has("price_from") || row.Has("price_to");
        var currency = priced || row.Has("currency") ? row.Coded("currency", Codes.CurrencyFault) : string.Empty;
        var (from, to) = (row.Minor("price_from", currency), row.Minor("price_to", currency));
        if (to < from)
        {
            row.Wrong("price_to", $"\"{row["price_to"]}\" is below price_from");
        }

        if (!priced && row.Has("currency"))
        {
            row.Wrong("currency", "stands without a price");
        }

        return new FolderProduct(
            row.Line, row["company"], row.Id("product"), row.Texts("title"), row.Texts("text", required: false),
            from, to, priced ? currency : null, row.List("tags"));
    }
}
