package dev.quartet.local.traffic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Shoppers: they look at products by Zipf's law, some order, now and then a dealer brings a file of orders. How many there are follows
 * the {@link Tide}; in a flash sale everybody wants the same product. Thread-safe.
 */
final class ShopCrowd implements Crowd {
    private static final int TRIES = 5;
    private static final int MOST_LINES = 3;
    /** Shares of each act in a thousand; what is left looks at one product. */
    private static final int LIST = 200;

    private static final int ORDER = LIST + 250;
    private static final int TRACK = ORDER + 130;
    private static final int IMPORT = TRACK + 4;

    private final Shop shop;
    private final Tide tide;
    private final Statistics statistics;
    private volatile int stocked;

    ShopCrowd(Shop shop, Tide tide, Statistics statistics) {
        this.shop = shop;
        this.tide = tide;
        this.statistics = statistics;
    }

    @Override
    public int share() {
        return 3;
    }

    @Override
    public double tide() {
        return tide.height();
    }

    /** The shop opens when its shelves are full: nobody orders what is not there yet. */
    @Override
    public int size() {
        return stocked == shop.products() ? stocked : 0;
    }

    @Override
    public void gather(Lifetime life) {
        for (int product = 0; product < shop.products(); product++) {
            if (!stock(product, life)) {
                return;
            }
        }
        stocked = shop.products();
    }

    private boolean stock(int product, Lifetime life) {
        for (int attempt = 0; attempt < TRIES && !life.over(); attempt++) {
            try {
                shop.stock(product);
                return true;
            } catch (FailedRequestException e) {
                if (life.pause(Duration.ofSeconds(1L << attempt))) { // the reason is counted
                    return false;
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            } catch (RuntimeException e) {
                statistics.error("filling the shop: " + e);
            }
        }
        return false;
    }

    @Override
    public void act(RandomGenerator random) throws FailedRequestException, InterruptedException {
        int dice = random.nextInt(1_000);
        if (tide.sale() && dice < ORDER) {
            shop.order(List.of(0), random);
        } else if (dice < LIST) {
            shop.listProducts();
        } else if (dice < ORDER) {
            shop.order(basket(random), random);
        } else if (dice < TRACK) {
            shop.track(random);
        } else if (dice < IMPORT) {
            shop.bring(random);
        } else {
            shop.view(tide.sale() ? 0 : Zipf.next(random, shop.products()));
        }
    }

    private List<Integer> basket(RandomGenerator random) {
        var products = new ArrayList<Integer>();
        for (int i = random.nextInt(MOST_LINES); i >= 0; i--) {
            int product = Zipf.next(random, shop.products());
            if (!products.contains(product)) {
                products.add(product);
            }
        }
        return products;
    }
}
